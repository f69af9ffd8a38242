/** Attempts at an escalation through tokens, permission sets, the token policy and access requests. */
import { sql } from 'drizzle-orm';
import { permissionSets } from '../../../../schema/permission-sets.ts';
import { freshName, rowsOf, type World } from '../../../tokens/acts.ts';
import { type Attempt, inAnHour, makeProject } from './participants.ts';

const makeToken = (input: string) => `mutation { createPersonalAccessToken(input: { name: "t", ${input} }) { token } }`;
const rotate = (id: string) =>
  `mutation { regeneratePersonalAccessToken(id: ${id}, input: { expires_at: "2099-01-01T00:00:00Z" }) { token } }`;
const grantAccess = (id: string) => `mutation { grantAccess(id: ${id}, input: {}) { __typename } }`;

async function setOf({ server }: World, permissions: string[]): Promise<string> {
  const name = freshName('set');
  const [made] = await server.db.insert(permissionSets).values({ name, nameKey: name, permissions }).returning();
  return made?.id as string;
}

/** Whether the expiry of the token was moved by decades. */
async function isLate({ server }: World, { id }: { id: string }): Promise<boolean> {
  const end = sql`select expires_at > '2098-01-01' as late from personal_access_tokens where id = ${id}`;
  const [row] = await rowsOf<{ late: boolean }>(server, end);
  return row?.late === true;
}

export const withTokens: Attempt[] = [
  [
    'a token that expires in an hour issues a token without expiry',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const acting = await token(await user(await role('READ_USER')), { expiresAt: inAnHour() });
      return tries(acting, [makeToken('description: "kept"')], async () => false);
    },
  ],
  [
    'a token that expires in an hour gives itself a later expiry against the token policy',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const acting = await token(await user(await role('READ_USER')), { expiresAt: inAnHour() });
      return tries(acting, [rotate(acting.id)], async () => false);
    },
  ],
  [
    'a token that expires in an hour gives itself a later expiry as the token policy allows',
    'OUTLIVING',
    async ({ at, role, user, token, policy, tries }) => {
      await policy('tokens_may_rotate_themselves: true');
      const acting = await token(await user(await role('READ_USER')), { expiresAt: inAnHour() });
      const outcome = await tries(acting, [rotate(acting.id)], () => isLate(at, acting));
      await policy('tokens_may_rotate_themselves: false');
      return outcome;
    },
  ],
  [
    'a person who sets the token policy lets a stolen token extend its own expiry',
    'OUTLIVING',
    async ({ at, role, user, token, policy, tries }) => {
      const stolen = await token(await user(await role('READ_ALL_LOGS')), { expiresAt: inAnHour() });
      const person = await user(await role('UPDATE_TOKEN_POLICY'));
      const act = 'mutation { updateTokenPolicy(input: { tokens_may_rotate_themselves: true }) { __typename } }';
      const outcome = await tries(person, [act], async () => {
        await stolen.by(rotate(stolen.id));
        return isLate(at, stolen);
      });
      await policy('tokens_may_rotate_themselves: false');
      return outcome;
    },
  ],
  [
    'a token widens the permission set that is its cap',
    'FORBIDDEN',
    async ({ at, role, user, token, tries }) => {
      const id = await setOf(at, ['MANAGE_PERMISSION_SETS']);
      const owner = await user(await role('MANAGE_PERMISSION_SETS', 'READ_ALL_LOGS'));
      const acting = await token(owner, { permissionSetId: id });
      const act = `mutation { updatePermissionSet(id: ${id}, input: { permissions: [READ_ALL_LOGS] }) { id } }`;
      return tries(acting, [act], async () => false);
    },
  ],
  [
    'a person adds a permission that only the owner of a stolen token has to its permission set',
    'FORBIDDEN',
    async ({ at, role, user, token, tries }) => {
      const id = await setOf(at, ['READ_USER']);
      await token(await user(await role('READ_USER', 'READ_ALL_LOGS')), { permissionSetId: id });
      const person = await user(await role('MANAGE_PERMISSION_SETS', 'READ_USER'));
      const act = `mutation { updatePermissionSet(id: ${id}, input: { permissions: [READ_USER, READ_ALL_LOGS] }) { id } }`;
      return tries(person, [act], async () => false);
    },
  ],
  [
    'a person issues an unlimited token for a user with more permissions',
    'FORBIDDEN',
    async ({ role, user, tries }) => {
      const other = await user(await role('READ_ALL_LOGS'));
      const person = await user(await role('CREATE_PERSONAL_ACCESS_TOKEN', 'READ_USER'));
      return tries(person, [makeToken(`user_id: ${other.id}`)], async () => false);
    },
  ],
  [
    'a person regenerates the token of a user with more permissions, to see the secret',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const other = await token(await user(await role('READ_ALL_LOGS')));
      const person = await user(await role('UPDATE_PERSONAL_ACCESS_TOKEN', 'READ_PERSONAL_ACCESS_TOKEN'));
      return tries(person, [rotate(other.id)], async () => false);
    },
  ],
  [
    'an owner removes the expiry of a token with a grant of its own, to keep the grant',
    'Nothing',
    async ({ role, user, token, tries }) => {
      const owner = await user(await role('READ_ROLE'));
      const own = await token(owner, { added: ['READ_ALL_LOGS'], expiresAt: inAnHour() });
      const act = `mutation { updatePersonalAccessToken(id: ${own.id}, input: { unset_expires_at: true }) { id } }`;
      return tries(owner, [act], async () => !(await own.by('{ logs { entities { id } } }')).errors);
    },
  ],
  [
    'a token grants the access request of an accomplice',
    'FORBIDDEN',
    async ({ role, user, token, request, tries }) => {
      const ally = await user(null);
      const acting = await token(await user(await role('UPDATE_ACCESS_REQUEST', 'READ_ACCESS_REQUEST', 'READ_USER')));
      return tries(acting, [grantAccess(await request(ally, 'READ_USER'))], () => ally.may('READ_USER'));
    },
  ],
  [
    'a person grants their own access request',
    'FORBIDDEN',
    async ({ role, user, request, tries }) => {
      const person = await user(await role('UPDATE_ACCESS_REQUEST', 'READ_ACCESS_REQUEST'));
      return tries(person, [grantAccess(await request(person, 'READ_USER'))], () => person.may('READ_USER'));
    },
  ],
  [
    'a person grants an accomplice permanently what the person has for an hour',
    'FORBIDDEN',
    async ({ role, user, granted, request, tries }) => {
      const [ally, person] = [await user(null), await user(await role('UPDATE_ACCESS_REQUEST', 'READ_ACCESS_REQUEST'))];
      await granted(person, ['READ_ALL_LOGS'], null, inAnHour());
      return tries(person, [grantAccess(await request(ally, 'READ_ALL_LOGS'))], () => ally.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a person with PROVISION_PROJECT for an hour keeps a project permanently',
    'PERMISSIONS',
    async ({ user, granted, tries }) => {
      const person = await user(null);
      await granted(person, ['PROVISION_PROJECT'], null, inAnHour());
      return tries(person, [makeProject(`kept-${person.id}`)], () => person.may('ADMINISTER_PROJECT'));
    },
  ],
];
