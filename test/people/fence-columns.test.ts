/** A new kind of credential cannot be forgotten by `latchkey fence`: the columns that may let somebody in are listed here. */
import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { getTableColumns, getTableName, isTable } from 'drizzle-orm';

/** What a fence does about each column that may let somebody in: the name of the credential in `credentials.ts`, or why there is none. */
const columns: Record<string, string> = {
  'users.passwordHash': 'a password',
  'users.pendingEmailHash': 'no credential: works only in a session of its user',
  'sessions.secretHash': 'a session',
  'pending_sign_ins.secretHash': 'a sign-in that waits for its second factor',
  'pending_sign_ins.password': 'compared only together with the secret',
  'password_links.secretHash': 'a link to set a password',
  'personal_access_tokens.secretHash': 'a token as Bearer',
  'personal_access_tokens.previousHash': 'the former secret of a regenerated token',
  'personal_access_tokens.idempotencyKeyHash': 'no credential: counts only in a session',
  'personal_access_tokens.operationsHash': 'no credential: identifies documents',
  'personal_access_token_operations.hash': 'no credential: identifies documents',
  'authentication_factors.secret': 'of an authenticator app: counts only after the password',
  'authentication_factors.nextSecret': 'replaces the secret only in a session',
  'authentication_factors.codeHash': 'an emailed code, which ends',
  'recovery_codes.codeHash': 'a recovery code after the password',
  'passkeys.publicKey': 'a passkey',
  'passkey_challenges.challenge': 'a challenge that a passkey has signed',
  'webhooks.sealedSecret': 'no credential: signs what Latchkey sends',
  'webhooks.sealedPreviousSecret': 'no credential: signs what Latchkey sends',
};

test('each column that may let somebody in is listed, with what a fence does about it', async () => {
  const files = readdirSync('schema').filter((name) => name.endsWith('.ts') && name !== 'log-chain.ts');
  const schema = await Promise.all(files.map((name) => import(`../../schema/${name}`)));
  const found = schema
    .flatMap((exported) => Object.values(exported).filter((one) => isTable(one)))
    .flatMap((table) =>
      Object.entries(getTableColumns(table))
        .filter(([name, column]) => {
          const type = column.getSQLType();
          return type === 'bytea' || (type === 'text' && /secret|password|challenge|hash/i.test(name));
        })
        .map(([name]) => `${getTableName(table)}.${name}`),
    );
  expect([...new Set(found)].sort()).toEqual(Object.keys(columns).sort());
});
