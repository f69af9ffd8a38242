/** `latchkey fence`: prints what was blocked after a restore, and the one link with which everything begins again. */
import { setLogKeys } from './domain/audit/log-keys.ts';
import { type Counts, count, fence, findOperator } from './domain/people/fence.ts';
import type { Opened } from './open.ts';

export interface FenceOptions {
  user?: string;
  dryRun?: boolean;
}

/** `publicUrl`: where the pages are. */
export function fenceCommand(
  { unhurried, pepper }: Opened,
  publicUrl: string,
  { user, dryRun = false }: FenceOptions,
): Promise<void> {
  // There may be a million tokens.
  return unhurried(async (db) => {
    setLogKeys(db, pepper);
    if (dryRun) {
      const { username } = await findOperator(db, user);
      return print([...lines(await count(db), true), `Nothing was changed. The link would be for ${username}.`]);
    }
    const { operator, link, counts } = await fence(db, user);
    print([
      ...lines(counts, false),
      `${operator.username} sets a new password here within 24 hours:`,
      `${publicUrl}/set-password/${link.secret}`,
      'Then disable who has left, and send the others new links:',
      `${publicUrl}/admin/users?show=fenced`,
    ]);
  });
}

const print = (lines: readonly string[]) => console.log(lines.join('\n'));

function lines(counts: Counts, isDry: boolean): string[] {
  const n = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  const { users, tokens, passkeys } = counts;
  return [
    isDry ? 'This would be blocked:' : 'Nothing that this database contains lets anybody in now:',
    `  ${n(users, 'user needs', 'users need')} a new link to set a password.`,
    `  ${n(tokens, 'token is', 'tokens are')} refused until confirmed.`,
    `  ${n(passkeys, 'passkey is', 'passkeys are')} refused until used once after the password.`,
    `  Ended: ${[
      n(counts.sessions, 'session', 'sessions'),
      n(counts.pendingSignIns, 'sign-in before its second step', 'sign-ins before their second step'),
      n(counts.links, 'link to set a password', 'links to set a password'),
      n(counts.identities, 'link to company sign-in', 'links to company sign-in'),
      n(counts.recoveryCodes, 'recovery code', 'recovery codes'),
    ].join(', ')}.`,
    `  ${n(counts.messages, 'email', 'emails')} with links or codes that did not leave yet ${counts.messages === 1 ? 'is' : 'are'} dropped.`,
  ];
}
