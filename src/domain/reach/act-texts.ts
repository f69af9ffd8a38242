/** The actors and acts of escalations, as names for programs and as words for people. */

export const actors = {
  TOKEN: 'The token',
  PERSON: 'The person',
  MEMBER: 'A user in the role',
  TOKEN_OF_MEMBER: 'A token of a user in the role',
  NEW_ACCOUNT: 'The new account',
  EXISTING_ACCOUNT: 'The existing user',
  OTHERS: 'Another user',
};

export type Actor = keyof typeof actors;

/** The words that follow the actor. */
export const acts = {
  CREATE_ROLE: 'creates a role with the permissions that it may pass on',
  UPDATE_ROLE: 'changes a role to the permissions that it may pass on',
  CREATE_MAILED_USER:
    'creates a user, opens the one-time link, which is mailed to an address of its choice, and signs in',
  CREATE_SHOWN_USER: 'creates a user, opens the one-time link, which is shown in the answer, and signs in',
  CREATE_PROJECT: 'creates a project, on which its account has all permissions',
  REGENERATE_ITSELF: 'regenerates itself with a later expiry',
  PUT_IN_ROLE: 'gives an existing user a role with no more permissions than it may pass on, and acts as that user',
  MAKE_SUPER_ADMIN: 'makes an existing user a super admin, and acts as that user',
  WIDEN_ROLE:
    'adds permissions that it may pass on to the role of its owner or of another existing user, and acts as that user',
  GRANT_ON_PROJECT: 'grants an existing user permissions that it has on a project, and acts as that user',
  LET_TOKENS_ROTATE: 'changes the token policy so that tokens may regenerate themselves with a later expiry',
  MAKE_FITTING_ROLE: 'creates a role with some of these permissions, or reduces a role to them',
  LEND: 'grants its owner the permissions that are needed to grant permissions to others',
};

export type ActName = keyof typeof acts;

export interface Step {
  method: string;
  actor: Actor;
  act: ActName;
  words: string;
}

export const step = (method: string, actor: Actor, act: ActName): Step => ({
  method,
  actor,
  act,
  words: `${actors[actor]} ${acts[act]}.`,
});
