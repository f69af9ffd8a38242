/** Which rules a password meets, as far as the page can check. The server decides. */
import type { Account } from './documents.ts';

const shortest = 12;
/** A password with few different characters follows a pattern. */
const leastDifferent = 7;

export function rulesOf(password: string, { username, name, public_name, email_address }: Account) {
  const characters = [...password];
  const folded = password.toLowerCase();
  const own = [username, name, public_name, email_address.split('@')[0] ?? '', 'latchkey'];
  return {
    length: characters.length >= shortest,
    variety: new Set(characters).size >= leastDifferent,
    own: password !== '' && !own.some((one) => one.length > 2 && folded.includes(one.toLowerCase())),
  };
}
