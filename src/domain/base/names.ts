/** Which names are allowed, and when two names count as the same. */
import similar from 'unhomoglyph/data.json' with { type: 'json' };
import { invalid } from './errors.ts';
import { because } from './reasons.ts';

/** In characters. The column itself has no limit. */
export const longestName = 100;

/** Users sign in with a user name or an email address; neither is longer than this. */
const longestLogin = 254;

/** From a character to the one it looks like. The package's own function tries 6,300 alternatives for each character. */
const lookAlikes: Partial<Record<string, string>> = similar;

/**
 * The form in which names and email addresses are compared. Folds compatibility forms, case, and characters that look like
 * Latin ones (Unicode TR39), so that no user can imitate the name of another. ASCII letters stay different: `kern` is not `kem`.
 */
export function foldName(name: string): string {
  let folded = name.replace(unseen, '');
  // The result of folding may be a look-alike itself. No character needs more than three rounds.
  for (let round = 0, before = ''; folded !== before && round < 8; round++) {
    before = folded;
    const characters = [...before.normalize('NFKC').toLowerCase()];
    folded = characters.map(foldCharacter).join('').normalize('NFKC');
  }
  return folded;
}

/** What was typed at sign-in, in the form that is compared with names and email addresses; null when too long to match. */
export function foldLogin(typed: string): string | null {
  const login = typed.normalize('NFC').trim();
  return [...login].length > longestLogin ? null : foldName(login);
}

/** Cyrillic В looks like B in upper case only, а like a in both cases, so both cases of a letter are looked up. */
function foldCharacter(character: string): string {
  const [small, large] = [character, character.toUpperCase()].map((one) =>
    (isAscii(one) ? one : [...one].map((each) => lookAlikes[each] ?? each).join('')).toLowerCase(),
  ) as [string, string];
  return isAscii(large) && !isAscii(small) ? large : small;
}

/** Characters that are displayed as nothing or as a blank: two names that differ only in these look the same. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Only spaces and characters that are displayed as nothing or as a space. */
const blank = /^[\s\p{Default_Ignorable_Code_Point}\u2800\u{16FE4}\u{1D159}]*$/u;

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

// Control and direction characters could forge log lines and disguise one name as another.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/** Whether a text of several lines contains such characters, apart from line ends and tabs. */
export const hasInvisibleCharacters = (text: string): boolean => invisible.test(text.replace(/[\r\n\t]/g, ''));

/** Checked before normalizing, whose time is quadratic in the number of combining marks. */
const longestRaw = 10 * longestName;

/** A name as it is stored. One that is too long to be a name stays as it is. */
export const normalizedName = (value: string): string =>
  value.length > longestRaw ? value : value.normalize('NFC').trim();

/** Returns the name normalized. Errors: INVALID_INPUT when it is blank, too long or contains invisible characters. */
export function requireName(field: string, value: string): string {
  if (value.length > longestRaw) throw invalid(field, because('TOO_LONG', { most: longestName }));
  const name = normalizedName(value);
  if (blank.test(name)) throw invalid(field, because('BLANK'));
  if ([...name].length > longestName) throw invalid(field, because('TOO_LONG', { most: longestName }));
  if (invisible.test(name)) throw invalid(field, because('INVISIBLE'));
  return name;
}

const longestDescription = 200;

/** Returns a short description trimmed; it may be empty. Errors: INVALID_INPUT on `description`. */
export function requireDescription(given: string): string {
  const description = given.trim();
  if (description.length > longestDescription)
    throw invalid('description', because('TOO_LONG', { most: longestDescription }));
  if (hasInvisibleCharacters(description)) throw invalid('description', because('INVISIBLE'));
  return description;
}

export function requireUsername(value: string): string {
  const username = requireName('username', value);
  if (/\s/u.test(username)) throw invalid('username', because('SPACES'));
  return username;
}
