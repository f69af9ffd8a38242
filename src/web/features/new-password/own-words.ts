/** The names of a user with their parts, and the name of the product, which are easy to guess in a password. */

export interface Named {
  username: string;
  name: string;
  public_name: string;
  email_address: string;
}

const fewestCharacters = 3;

export function ownWords({ username, name, public_name, email_address }: Named): string[] {
  const whole = [username, name, public_name, email_address];
  const parts = whole.flatMap((one) => [
    ...one.split(/[^\p{L}\p{M}\p{N}]+/u),
    one.replace(/[^\p{L}\p{M}\p{N}]+/gu, ''),
  ]);
  const [mailbox = ''] = email_address.split('@');
  return [...new Set([...whole, mailbox, ...parts, 'latchkey'].filter((one) => one.length >= fewestCharacters))];
}
