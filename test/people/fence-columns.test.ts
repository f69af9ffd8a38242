/** A new kind of credential cannot be forgotten by `latchkey fence`: all columns are listed here that might hold one. */
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

/** The other texts of tables that belong to accounts: facts that admit nobody. */
const facts: Record<string, string> = {
  users:
    'name publicName username usernameKey emailAddress emailAddressKey pendingEmailAddress mobileNumber language uiPreferences mutedEmails externalId givenName familyName managedBy',
  sessions: 'ip userAgent',
  pending_sign_ins: 'providerId claims',
  password_links: 'emailedTo within',
  provider_identities: 'providerId issuer subject',
  personal_access_tokens:
    'type name nameKey description start lastFour revokeReason permissions methods issuerPermissions allowedSubnets allowedResources latentPermissions idempotencySalt managedBy',
  personal_access_token_operations: 'operationName document pinnedVariables',
  token_uses: 'lastUsedIp',
  usage: 'kind name',
  usage_addresses: 'address network',
  authentication_factors: 'type data address',
  passkeys: 'credentialId transports',
  access_requests: 'permissions reason state answer',
  access_logs: 'accessloggableType entityName',
  analyses: 'revision branch measures',
  logs: 'level type message loggableType loggedEntityType current previous relationData legacyTitle credential',
  notes: 'message priority noteableType',
  project_grants: 'permission',
};

const isOfAccounts = (name: string) => /^(user|token|factor|session)Id$/.test(name);
const isSecretByName = (name: string) => /secret|password|challenge|hash/i.test(name);

test('each column that may let somebody in is listed, with what a fence does about it, and each other text of an account', async () => {
  const files = readdirSync('schema').filter((name) => name.endsWith('.ts') && name !== 'log-chain.ts');
  const schema = await Promise.all(files.map((name) => import(`../../schema/${name}`)));
  const found = schema
    .flatMap((exported) => Object.values(exported).filter((one) => isTable(one)))
    .flatMap((table) => {
      const all = Object.entries(getTableColumns(table));
      const ofAccounts = getTableName(table) === 'users' || all.some(([name]) => isOfAccounts(name));
      return all
        .filter(([name, column]) => {
          const type = column.getSQLType();
          return type === 'bytea' || (/^(text|json)/.test(type) && (ofAccounts || isSecretByName(name)));
        })
        .map(([name]) => `${getTableName(table)}.${name}`);
    });
  const listed = Object.entries(facts).flatMap(([table, names]) => names.split(' ').map((name) => `${table}.${name}`));
  expect([...new Set(found)].sort()).toEqual([...Object.keys(columns), ...listed].sort());
});
