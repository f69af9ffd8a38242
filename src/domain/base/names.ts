/** When two names are the same name, and what a name may be. */
import { createRequire } from 'node:module';
import { invalid } from './errors.ts';
import { because } from './reasons.ts';

/** Names longer than this are refused; the column itself has no limit. */
export const longestName = 100;

/** What people sign in with is a user name or an email address, and neither is longer than this. */
const longestLogin = 254;

/** Each character that looks like another, and that other. The package's own function searches 6,300 alternatives a character. */
const lookAlikes: Partial<Record<string, string>> = createRequire(import.meta.url)('unhomoglyph/data.json');

/**
 * The form in which names and e-mail addresses are compared: compatibility forms, case and characters of other scripts
 * that look like Latin ones are folded (Unicode TR39), so that nobody can pass for somebody else. Plain ASCII letters
 * stay apart: `kern` is not `kem`.
 */
export function foldName(name: string): string {
  let folded = name.replace(unseen, '');
  // What one look-alike is folded to may be one itself. No character takes more than three rounds.
  for (let round = 0, before = ''; folded !== before && round < 8; round++) {
    before = folded;
    const characters = [...before.normalize('NFKC').toLowerCase()];
    folded = characters.map(foldCharacter).join('').normalize('NFKC');
  }
  return folded;
}

/** What is compared with the names and email addresses of users; null when it is longer than any. */
export function foldLogin(typed: string): string | null {
  const login = typed.normalize('NFC').trim();
  return [...login].length > longestLogin ? null : foldName(login);
}

/** Cyrillic В looks like B only when it is large, and а like a in both: a letter is the Latin one that either looks like. */
function foldCharacter(character: string): string {
  const [small, large] = [character, character.toUpperCase()].map((one) =>
    (isAscii(one) ? one : [...one].map((each) => lookAlikes[each] ?? each).join('')).toLowerCase(),
  ) as [string, string];
  return isAscii(large) && !isAscii(small) ? large : small;
}

/** What is not seen, or as a blank: two names that differ in it alone look the same. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

// Letters of control and direction have no place in a name: they forge log lines and disguise one name as another.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/** Whether a text of several lines holds such characters, line ends and tabs aside. */
export const isDisguising = (text: string): boolean => invisible.test(text.replace(/[\r\n\t]/g, ''));

/** Normalizing a text with many combining marks takes time that is quadratic in their number. */
const longestRaw = 10 * longestName;

/** The name trimmed, or INVALID_INPUT when it is blank, too long or holds invisible characters. */
export function requireName(field: string, value: string): string {
  if (value.length > longestRaw) throw invalid(field, because('TOO_LONG', { most: longestName }));
  const name = value.normalize('NFC').trim();
  if (name === '') throw invalid(field, because('BLANK'));
  if ([...name].length > longestName) throw invalid(field, because('TOO_LONG', { most: longestName }));
  if (invisible.test(name)) throw invalid(field, because('INVISIBLE'));
  return name;
}

/** A user name: a name without spaces, since people type it. */
export function requireUsername(value: string): string {
  const username = requireName('username', value);
  if (/\s/u.test(username)) throw invalid('username', because('SPACES'));
  return username;
}
