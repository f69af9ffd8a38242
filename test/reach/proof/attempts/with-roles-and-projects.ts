/** Attempts at an escalation through roles of users, and through grants on projects. */
import { type Attempt, grantProject, inAnHour, makeProject, makeRole, widen } from './participants.ts';

export const withRoles: Attempt[] = [
  [
    'a token with UPDATE_ROLE adds its permissions to the role of an accomplice',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const [admins, weak] = [await role('UPDATE_ROLE', 'READ_ROLE', 'READ_USER'), await role('READ_ROLE')];
      const [ally, acting] = [await user(weak), await token(await user(admins))];
      return tries(acting, [widen(weak, 'READ_ROLE', 'READ_USER', 'UPDATE_ROLE')], () => ally.may('UPDATE_ROLE'));
    },
  ],
  [
    'a token with more permissions than its owner adds them to the role of its owner',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const weak = await role('READ_ROLE');
      const owner = await user(weak);
      const acting = await token(owner, { added: ['UPDATE_ROLE', 'READ_ALL_LOGS'], expiresAt: inAnHour() });
      return tries(acting, [widen(weak, 'READ_ROLE', 'READ_ALL_LOGS')], () => owner.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token limited to updateRole widens a role, so that an accomplice may call other root fields',
    'METHODS',
    async ({ role, user, token, tries }) => {
      const [admins, weak] = [await role('UPDATE_ROLE', 'READ_USER'), await role('READ_USER')];
      const [ally, acting] = [await user(weak), await token(await user(admins), { methods: ['updateRole'] })];
      return tries(acting, [widen(weak, 'READ_USER', 'UPDATE_ROLE')], () => ally.may('UPDATE_ROLE'));
    },
  ],
  [
    'a token adds a permission that it lacks to the role of an accomplice',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const weak = await role('READ_ROLE');
      const [ally, acting] = [await user(weak), await token(await user(await role('UPDATE_ROLE', 'READ_ROLE')))];
      return tries(acting, [widen(weak, 'READ_ROLE', 'READ_ALL_LOGS')], () => ally.may('READ_ALL_LOGS'));
    },
  ],
  [
    'an accomplice adds UPDATE_ROLE to the role of a token’s owner, and the token passes on what its owner was granted',
    'OUTLIVING',
    async ({ role, user, token, granted, tries }) => {
      const [weak, editors] = [await role(), await role('UPDATE_ROLE')];
      const [owner, ally] = [await user(weak), await user(editors)];
      await granted(owner, ['READ_ALL_LOGS']);
      const acting = await token(owner);
      const pass = async () => {
        await ally.by(widen(weak, 'UPDATE_ROLE'));
        return widen(editors, 'UPDATE_ROLE', 'READ_ALL_LOGS');
      };
      return tries(acting, [pass], () => ally.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token narrows a role with more permissions than its own, to take over its users',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const strong = await role('READ_ROLE', 'READ_ALL_LOGS');
      const acting = await token(await user(await role('UPDATE_ROLE', 'READ_ROLE')));
      return tries(acting, [widen(strong, 'READ_ROLE')], async () => false);
    },
  ],
  [
    'a token creates a role with its own permissions, which has no users',
    'Nothing',
    async ({ role, user, token, tries }) => {
      const [ally, acting] = [await user(null), await token(await user(await role('CREATE_ROLE', 'READ_ROLE')))];
      return tries(acting, [makeRole('CREATE_ROLE', 'READ_ROLE')], () => ally.may('CREATE_ROLE'));
    },
  ],
  [
    'a token with READ_ALL_LOGS for an hour creates a role with it',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const owner = await user(await role('CREATE_ROLE', 'READ_ROLE'));
      const acting = await token(owner, { added: ['READ_ALL_LOGS'], addedUntil: inAnHour() });
      return tries(acting, [makeRole('READ_ALL_LOGS')], async () => false);
    },
  ],
];

export const withProjects: Attempt[] = [
  [
    'a token that expires in an hour makes an accomplice the administrator of a project',
    'OUTLIVING',
    async ({ role, user, token, project, tries }) => {
      const [ally, { key }] = [await user(null), await project()];
      const acting = await token(await user(await role('ADMINISTER_PROJECT')), { expiresAt: inAnHour() });
      const act = grantProject(key, 'ADMINISTER_PROJECT', `user_id: ${ally.id}`);
      return tries(acting, [act], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token whose owner administers one project makes an accomplice its administrator',
    'PERSON',
    async ({ user, token, project, grantOn, tries }) => {
      const [owner, ally, { id, key }] = [await user(null), await user(null), await project()];
      await grantOn(id, 'ADMINISTER_PROJECT', { userId: owner.id });
      const act = grantProject(key, 'ADMINISTER_PROJECT', `user_id: ${ally.id}`);
      return tries(await token(owner), [act], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token with a grant of ADMINISTER_PROJECT of its own gives its owner the permission on a project',
    'FORBIDDEN',
    async ({ user, token, project, tries }) => {
      const [owner, { key }] = [await user(null), await project()];
      const acting = await token(owner, { added: ['ADMINISTER_PROJECT'], methods: ['grantProjectPermission'] });
      const act = grantProject(key, 'ADMINISTER_PROJECT', `user_id: ${owner.id}`);
      return tries(acting, [act], () => owner.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token gives the role of an accomplice its own permission on a project',
    'PERSON',
    async ({ role, user, token, project, tries }) => {
      const [team, { key }] = [await role(), await project()];
      const ally = await user(team);
      const acting = await token(await user(await role('ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS')));
      const act = grantProject(key, 'EXECUTE_ANALYSIS', `role_id: ${team}`);
      return tries(acting, [act], () => ally.may('EXECUTE_ANALYSIS'));
    },
  ],
  [
    'a token with only ADMINISTER_PROJECT gives an accomplice EXECUTE_ANALYSIS',
    'FORBIDDEN',
    async ({ role, user, token, project, tries }) => {
      const [ally, { key }] = [await user(null), await project()];
      const acting = await token(await user(await role('ADMINISTER_PROJECT')));
      const act = grantProject(key, 'EXECUTE_ANALYSIS', `user_id: ${ally.id}`);
      return tries(acting, [act], () => ally.may('EXECUTE_ANALYSIS'));
    },
  ],
  [
    'a token with PROVISION_PROJECT creates a project and makes an accomplice its administrator',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const [ally, acting] = [await user(null), await token(await user(await role('PROVISION_PROJECT')))];
      const acts = [
        makeProject(`own-${acting.id}`),
        grantProject(`own-${acting.id}`, 'ADMINISTER_PROJECT', `user_id: ${ally.id}`),
      ];
      return tries(acting, acts, () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token with a grant of PROVISION_PROJECT of its own creates a project that its owner administers',
    'PERMISSIONS',
    async ({ user, token, tries }) => {
      const owner = await user(null);
      const acting = await token(owner, { permissions: ['READ_USER'], added: ['PROVISION_PROJECT'] });
      return tries(acting, [makeProject(`for-owner-${acting.id}`)], () => owner.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a global analysis token gives an accomplice a permission on the project that it created',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const owner = await user(await role('EXECUTE_ANALYSIS', 'PROVISION_PROJECT'));
      const [ally, acting] = [await user(null), await token(owner, { type: 'GLOBAL_ANALYSIS' })];
      const acts = [
        makeProject(`g-${acting.id}`),
        grantProject(`g-${acting.id}`, 'EXECUTE_ANALYSIS', `user_id: ${ally.id}`),
      ];
      return tries(acting, acts, () => ally.may('EXECUTE_ANALYSIS'));
    },
  ],
  [
    'a project analysis token whose owner administers the project gives an accomplice a permission on it',
    'FORBIDDEN',
    async ({ role, user, token, project, tries }) => {
      const owner = await user(await role('EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'));
      const [ally, { id, key }] = [await user(null), await project()];
      const acting = await token(owner, { type: 'PROJECT_ANALYSIS', projectId: id });
      const act = grantProject(key, 'EXECUTE_ANALYSIS', `user_id: ${ally.id}`);
      return tries(acting, [act], () => ally.may('EXECUTE_ANALYSIS'));
    },
  ],
];
