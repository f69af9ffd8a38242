/** Attempts to come to more through users: by putting them into roles, enabling them, taking them over or making them. */
import { everyPermission } from '../../../../src/domain/access/permissions.ts';
import { holding, inBrowser } from '../../../tokens/acts.ts';
import { type Attempt, change, inAnHour, makeProject, makeRole, makeUser, putIn } from './cast.ts';

const all = [...everyPermission];

export const withUsers: Attempt[] = [
  [
    'a token that edits users puts an accomplice into the role of its owner, to hold it when the token is revoked',
    'OUTLIVING',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER', 'READ_ROLE'), await user(null)];
      const acting = await token(await user(admins));
      return tries(acting, [putIn(admins, ally)], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token of an hour that edits users leaves an accomplice in a role, to make tokens there',
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
    'a token limited to updateUser lets an accomplice read the users that it may not list',
    'METHODS',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER', 'READ_USER'), await user(null)];
      const acting = await token(await user(admins), { methods: ['updateUser'] });
      return tries(acting, [putIn(admins, ally)], async () => !(await ally.by('{ users { entities { id } } }')).errors);
    },
  ],
  [
    'a token for one subnet lets an accomplice do from anywhere what it may there',
    'PLACES',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER'), await user(null)];
      const acting = await token(await user(admins), { allowedSubnets: ['127.0.0.0/8', '::/0'] });
      return tries(acting, [putIn(admins, ally)], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token bound to the one document that puts an accomplice into a role lets them send any',
    'METHODS',
    async ({ role, user, bound, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER'), await user(null)];
      const document = putIn(admins, ally);
      const acting = await bound(await user(admins), document);
      return tries(acting, [document], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token of a super admin that may call nothing but updateUser makes an accomplice a super admin',
    'PERSON',
    async ({ user, token, tries }) => {
      const [admin, ally] = [await user(null, { superAdmin: true }), await user(null)];
      const acting = await token(admin, { methods: ['updateUser'] });
      return tries(acting, [change(ally, 'super_admin: true')], () => ally.may('UPDATE_TOKEN_POLICY'));
    },
  ],
  [
    'a token of a super admin that is capped to all permissions makes an accomplice a super admin',
    'FORBIDDEN',
    async ({ user, token, tries }) => {
      const [admin, ally] = [await user(null, { superAdmin: true }), await user(null)];
      const acting = await token(admin, { permissions: all });
      return tries(acting, [change(ally, 'super_admin: true')], () => ally.may('UPDATE_TOKEN_POLICY'));
    },
  ],
  [
    'a token puts an accomplice into a role that gives more than the token may do',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [admins, stronger] = [await role('UPDATE_USER', 'READ_ROLE'), await role('UPDATE_USER', 'READ_ALL_LOGS')];
      const [ally, acting] = [await user(null), await token(await user(admins))];
      return tries(acting, [putIn(stronger, ally)], () => ally.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token that may do more than its owner puts the owner into a role of all it may do',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [everything, owner] = [await role(...all), await user(null)];
      const acting = await token(owner, { added: all });
      return tries(acting, [putIn(everything, owner)], () => owner.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token limited to updateUser that may do more than its owner promotes an accomplice, who promotes the owner',
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
    'a token enables an accomplice who was disabled, in a role that gives no more than it may do',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const admins = await role('UPDATE_USER', 'READ_USER');
      const [ally, acting] = [await user(admins, { enabled: false }), await token(await user(admins))];
      return tries(acting, [change(ally, 'enabled: true')], () => ally.may('READ_USER'));
    },
  ],
  [
    'a person takes over a user without a role, one of whose tokens was granted more',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [person, other] = [await user(await role('UPDATE_USER', 'READ_USER')), await user(null)];
      await token(other, { added: ['READ_ALL_LOGS'] });
      return tries(person, [change(other, 'password: "walnut orbit hesitant 91"')], async () => false);
    },
  ],
  [
    'a token that may edit users for an hour leaves that with an accomplice for good',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const [admins, ally, owner] = [await role('UPDATE_USER'), await user(null), await user(await role('READ_ROLE'))];
      const acting = await token(owner, { added: ['UPDATE_USER'], addedUntil: inAnHour() });
      return tries(acting, [putIn(admins, ally)], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token puts an accomplice into a role that administers a project which the token does not',
    'FORBIDDEN',
    async ({ role, user, token, project, grantOn, tries }) => {
      const [admins, team] = [await role('UPDATE_USER', 'READ_ROLE'), await role()];
      await grantOn((await project()).id, 'ADMINISTER_PROJECT', { roleId: team });
      const [ally, acting] = [await user(null), await token(await user(admins))];
      return tries(acting, [putIn(team, ally)], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token puts an accomplice into a role that administers the project which its owner administers',
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
    'a token makes a role of what it may do and puts an accomplice into it',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const [admins, ally] = [await role('UPDATE_USER', 'CREATE_ROLE', 'READ_ROLE'), await user(null)];
      const acting = await token(await user(admins));
      const put = (before: { createRole: { id: string } }) => putIn(before.createRole.id, ally);
      return tries(acting, [makeRole('UPDATE_USER', 'READ_ROLE'), put], () => ally.may('UPDATE_USER'));
    },
  ],
  [
    'a token that makes users and reads them signs in as one it made',
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
    'a token makes a service account in its role, which nobody signs in as',
    'Nothing',
    async ({ role, user, token, tries }) => {
      const robots = await role('CREATE_USER');
      const acting = await token(await user(robots));
      const robot = makeUser(`robot-${acting.id}`, '__typename', `, service_account: true, role_id: ${robots}`);
      return tries(acting, [robot], async () => false);
    },
  ],
  [
    'a token makes a user in a role that gives more than it may do',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const acting = await token(await user(await role('CREATE_USER', 'READ_USER', 'READ_ROLE')));
      const more = `, role_id: ${await role('READ_ALL_LOGS')}`;
      return tries(acting, [makeUser(`strong-${acting.id}`, 'setup_link', more)], async () => false);
    },
  ],
  [
    'a token capped to what makes users and projects makes a user who administers a project',
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
