/** Attempts at an escalation through users: giving them roles, enabling them, taking them over or creating them. */
import { everyPermission } from '../../../../src/domain/access/permissions.ts';
import { holding, inBrowser } from '../../../tokens/acts.ts';
import { type Attempt, change, inAnHour, makeProject, makeRole, makeUser, putIn } from './participants.ts';

const all = [...everyPermission];

export const withUsers: Attempt[] = [
  [
    'a token with UPDATE_USER gives an accomplice the role of its owner, which remains after the token is revoked',
    'OUTLIVING',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER', 'READ_ROLE'), await user(null)];
      const acting = await token(await user(admins));
      return tries(acting, [putIn(admins, ally)], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token that expires in an hour gives an accomplice a role with which the accomplice issues tokens',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER'), await user(null)];
      const acting = await token(await user(admins), { expiresAt: inAnHour() });
      return tries(acting, [putIn(admins, ally)], async () => {
        const text = 'mutation { createPersonalAccessToken(input: { name: "kept" }) { token } }';
        const { data } = await ally.by(text);
        return data.createPersonalAccessToken !== null && ally.may('UPDATE_USER');
      });
    },
  ],
  [
    'a token limited to updateUser gives an accomplice a role with which the accomplice may list users',
    'METHODS',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER', 'READ_USER'), await user(null)];
      const acting = await token(await user(admins), { methods: ['updateUser'] });
      return tries(acting, [putIn(admins, ally)], async () => !(await ally.by('{ users { entities { id } } }')).errors);
    },
  ],
  [
    'a token limited to a subnet gives an accomplice its permissions without that limit',
    'PLACES',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER'), await user(null)];
      const acting = await token(await user(admins), { allowedSubnets: ['127.0.0.0/8', '::/0'] });
      return tries(acting, [putIn(admins, ally)], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token bound to the document that gives an accomplice a role lets the accomplice send any document',
    'METHODS',
    async ({ role, user, bound, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER'), await user(null)];
      const document = putIn(admins, ally);
      const acting = await bound(await user(admins), document);
      return tries(acting, [document], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token of a super admin limited to updateUser makes an accomplice a super admin',
    'PERSON',
    async ({ user, token, tries }) => {
      const [admin, ally] = [await user(null, { superAdmin: true }), await user(null)];
      const acting = await token(admin, { methods: ['updateUser'] });
      return tries(acting, [change(ally, 'super_admin: true')], () => ally.may('UPDATE_TOKEN_POLICY'));
    },
  ],
  [
    'a token of a super admin with all permissions as cap makes an accomplice a super admin',
    'FORBIDDEN',
    async ({ user, token, tries }) => {
      const [admin, ally] = [await user(null, { superAdmin: true }), await user(null)];
      const acting = await token(admin, { permissions: all });
      return tries(acting, [change(ally, 'super_admin: true')], () => ally.may('UPDATE_TOKEN_POLICY'));
    },
  ],
  [
    'a token gives an accomplice a role with more permissions than the token has',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [admins, stronger] = [await role('UPDATE_USER', 'READ_ROLE'), await role('UPDATE_USER', 'READ_ALL_LOGS')];
      const [ally, acting] = [await user(null), await token(await user(admins))];
      return tries(acting, [putIn(stronger, ally)], () => ally.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token with more permissions than its owner gives its owner a role with all of them',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [everything, owner] = [await role(...all), await user(null)];
      const acting = await token(owner, { added: all });
      return tries(acting, [putIn(everything, owner)], () => owner.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token limited to updateUser with more permissions than its owner promotes an accomplice, who promotes the owner',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [everything, owner, ally] = [await role(...all), await user(null), await user(null)];
      const acting = await token(owner, { added: all, methods: ['updateUser'] });
      return tries(acting, [putIn(everything, ally)], async () => {
        await ally.by(putIn(everything, owner));
        return owner.may('READ_ALL_LOGS');
      });
    },
  ],
  [
    'a token enables a disabled accomplice whose role has only permissions of the token',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const admins = await role('UPDATE_USER', 'READ_USER');
      const [ally, acting] = [await user(admins, { enabled: false }), await token(await user(admins))];
      return tries(acting, [change(ally, 'enabled: true')], () => ally.may('READ_USER'));
    },
  ],
  [
    'a person sets the password of a user without a role who has a token with a grant of its own',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [person, other] = [await user(await role('UPDATE_USER', 'READ_USER')), await user(null)];
      await token(other, { added: ['READ_ALL_LOGS'] });
      return tries(person, [change(other, 'password: "walnut orbit hesitant 91"')], async () => false);
    },
  ],
  [
    'a token with UPDATE_USER for an hour leaves it to an accomplice permanently',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [admins, ally, owner] = [await role('UPDATE_USER'), await user(null), await user(await role('READ_ROLE'))];
      const acting = await token(owner, { added: ['UPDATE_USER'], addedUntil: inAnHour() });
      return tries(acting, [putIn(admins, ally)], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token gives an accomplice a role with a project permission that the token lacks',
    'FORBIDDEN',
    async ({ role, user, token, project, grantOn, tries }) => {
      const [admins, team] = [await role('UPDATE_USER', 'READ_ROLE'), await role()];
      await grantOn((await project()).id, 'ADMINISTER_PROJECT', { roleId: team });
      const [ally, acting] = [await user(null), await token(await user(admins))];
      return tries(acting, [putIn(team, ally)], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token gives an accomplice a role with a project permission that its owner has too',
    'OUTLIVING',
    async ({ role, user, token, project, grantOn, tries }) => {
      const [admins, team, { id }] = [await role('UPDATE_USER', 'READ_ROLE'), await role(), await project()];
      await grantOn(id, 'ADMINISTER_PROJECT', { roleId: team });
      await grantOn(id, 'ADMINISTER_PROJECT', { roleId: admins });
      const [ally, acting] = [await user(null), await token(await user(admins))];
      return tries(acting, [putIn(team, ally)], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token creates a role with its own permissions and gives it to an accomplice',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER', 'CREATE_ROLE', 'READ_ROLE'), await user(null)];
      const acting = await token(await user(admins));
      const put = (before: { createRole: { id: string } }) => putIn(before.createRole.id, ally);
      return tries(acting, [makeRole('UPDATE_USER', 'READ_ROLE'), put], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token with CREATE_USER and READ_USER signs in as a user that it created',
    'PERSON',
    async ({ at, role, user, token, follow, tries }) => {
      const acting = await token(await user(await role('CREATE_USER', 'READ_USER')), { expiresAt: inAnHour() });
      const username = `made-${acting.id}`;
      return tries(acting, [makeUser(username, 'setup_link')], async (data) => {
        const browser = await follow(data.createUser.setup_link, username);
        const { data: made } = await browser(
          'mutation { createPersonalAccessToken(input: { name: "own" }) { token } }',
        );
        const answer = await holding(at.server, made.createPersonalAccessToken.token)('{ me { username } }');
        return answer.data.me.username === username;
      });
    },
  ],
  [
    'a token creates a service account in the role of its owner, which cannot sign in',
    'Nothing',
    async ({ role, user, token, tries }) => {
      const robots = await role('CREATE_USER');
      const acting = await token(await user(robots));
      const robot = makeUser(`robot-${acting.id}`, '__typename', `, service_account: true, role_id: ${robots}`);
      return tries(acting, [robot], async () => false);
    },
  ],
  [
    'a token creates a user in a role with more permissions than the token has',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const acting = await token(await user(await role('CREATE_USER', 'READ_USER', 'READ_ROLE')));
      const more = `, role_id: ${await role('READ_ALL_LOGS')}`;
      return tries(acting, [makeUser(`strong-${acting.id}`, 'setup_link', more)], async () => false);
    },
  ],
  [
    'a token with a cap of CREATE_USER, READ_USER and PROVISION_PROJECT creates a user who administers a project',
    'PERMISSIONS',
    async ({ at, role, user, token, follow, tries }) => {
      const makers = await role('CREATE_USER', 'READ_USER', 'PROVISION_PROJECT');
      const permissions = ['CREATE_USER', 'READ_USER', 'PROVISION_PROJECT'];
      const acting = await token(await user(makers), { permissions });
      const username = `maker-${acting.id}`;
      return tries(acting, [makeUser(username, 'id setup_link', `, role_id: ${makers}`)], async (data) => {
        await follow(data.createUser.setup_link, username);
        const browser = await inBrowser(at.server, data.createUser);
        await browser(makeProject(username));
        const { data: after } = await browser('{ me { effective_permissions_on_projects } }');
        return after.me.effective_permissions_on_projects.includes('ADMINISTER_PROJECT');
      });
    },
  ],
];
