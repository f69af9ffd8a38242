/** Attempts to come to more through roles that users are in, and through grants on projects. */
import { type Attempt, grantProject, inAnHour, makeProject, makeRole, widen } from './cast.ts';

export const withRoles: Attempt[] = [
  [
    'a token that edits roles adds what it may do to the role of an accomplice',
    'PERSON',
    async ({ role, user, token, tries }) => {
      const [admins, weak] = [await role('UPDATE_ROLE', 'READ_ROLE', 'READ_USER'), await role('READ_ROLE')];
      const [ally, acting] = [await user(weak), await token(await user(admins))];
      return tries(acting, [widen(weak, 'READ_ROLE', 'READ_USER', 'UPDATE_ROLE')], () => ally.may('UPDATE_ROLE'));
    },
  ],
  [
    'a token with more than its owner adds that to the role its owner is in, for good',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const weak = await role('READ_ROLE');
      const owner = await user(weak);
      const acting = await token(owner, { added: ['UPDATE_ROLE', 'READ_ALL_LOGS'], expiresAt: inAnHour() });
      return tries(acting, [widen(weak, 'READ_ROLE', 'READ_ALL_LOGS')], () => owner.may('READ_ALL_LOGS'));
    },
  ],
  [
    'a token limited to updateRole widens a role, so that an accomplice may call more than that',
    'METHODS',
    async ({ role, user, token, tries }) => {
      const [admins, weak] = [await role('UPDATE_ROLE', 'READ_USER'), await role('READ_USER')];
      const [ally, acting] = [await user(weak), await token(await user(admins), { methods: ['updateRole'] })];
      return tries(acting, [widen(weak, 'READ_USER', 'UPDATE_ROLE')], () => ally.may('UPDATE_ROLE'));
    },
  ],
  [
    'a token adds what it lacks to the role of an accomplice',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const weak = await role('READ_ROLE');
      const [ally, acting] = [await user(weak), await token(await user(await role('UPDATE_ROLE', 'READ_ROLE')))];
      return tries(acting, [widen(weak, 'READ_ROLE', 'READ_ALL_LOGS')], () => ally.may('READ_ALL_LOGS'));
    },
  ],
  [
    'an accomplice widens the role of an owner, so that a token passes on what its owner was granted beside it',
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
    'a token narrows a role that gives more than it may do, to take its users over',
    'FORBIDDEN',
    async ({ role, user, token, tries }) => {
      const strong = await role('READ_ROLE', 'READ_ALL_LOGS');
      const acting = await token(await user(await role('UPDATE_ROLE', 'READ_ROLE')));
      return tries(acting, [widen(strong, 'READ_ROLE')], async () => false);
    },
  ],
  [
    'a token makes a role of all it may do, which nobody is in',
    'Nothing',
    async ({ role, user, token, tries }) => {
      const [ally, acting] = [await user(null), await token(await user(await role('CREATE_ROLE', 'READ_ROLE')))];
      return tries(acting, [makeRole('CREATE_ROLE', 'READ_ROLE')], () => ally.may('CREATE_ROLE'));
    },
  ],
  [
    'a token that may read logs for an hour makes a role of that',
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
    'a token of an hour that administers all projects leaves an accomplice to administer one',
    'OUTLIVING',
    async ({ role, user, token, project, tries }) => {
      const [ally, { key }] = [await user(null), await project()];
      const acting = await token(await user(await role('ADMINISTER_PROJECT')), { expiresAt: inAnHour() });
      const act = grantProject(key, 'ADMINISTER_PROJECT', `user_id: ${ally.id}`);
      return tries(acting, [act], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token whose owner administers one project leaves an accomplice to administer it',
    'PERSON',
    async ({ user, token, project, grantOn, tries }) => {
      const [owner, ally, { id, key }] = [await user(null), await user(null), await project()];
      await grantOn(id, 'ADMINISTER_PROJECT', { userId: owner.id });
      const act = grantProject(key, 'ADMINISTER_PROJECT', `user_id: ${ally.id}`);
      return tries(await token(owner), [act], () => ally.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token that may administer projects, which its owner may not, grants its owner one for good',
    'FORBIDDEN',
    async ({ user, token, project, tries }) => {
      const [owner, { key }] = [await user(null), await project()];
      const acting = await token(owner, { added: ['ADMINISTER_PROJECT'], methods: ['grantProjectPermission'] });
      const act = grantProject(key, 'ADMINISTER_PROJECT', `user_id: ${owner.id}`);
      return tries(acting, [act], () => owner.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a token grants everybody in the role of an accomplice what it may do on a project',
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
    'a token that administers projects grants an accomplice to analyse, which it may not',
    'FORBIDDEN',
    async ({ role, user, token, project, tries }) => {
      const [ally, { key }] = [await user(null), await project()];
      const acting = await token(await user(await role('ADMINISTER_PROJECT')));
      const act = grantProject(key, 'EXECUTE_ANALYSIS', `user_id: ${ally.id}`);
      return tries(acting, [act], () => ally.may('EXECUTE_ANALYSIS'));
    },
  ],
  [
    'a token that makes projects administers one and leaves an accomplice to do so',
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
    'a token that alone was granted to make projects makes one for its owner to administer',
    'PERMISSIONS',
    async ({ user, token, tries }) => {
      const owner = await user(null);
      const acting = await token(owner, { permissions: ['READ_USER'], added: ['PROVISION_PROJECT'] });
      return tries(acting, [makeProject(`for-owner-${acting.id}`)], () => owner.may('ADMINISTER_PROJECT'));
    },
  ],
  [
    'a global analysis token grants an accomplice the project it made',
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
    'a project analysis token of an owner who administers the project grants it to an accomplice',
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
