/** Who does what on the way to more, for programs and in words. */

/** Who acts, for programs and in words. */
export const actors = {
  TOKEN: 'The token',
  PERSON: 'The person',
  MEMBER: 'Somebody in the role',
  TOKEN_OF_MEMBER: 'A token of theirs',
  NEW_ACCOUNT: 'The new account',
  EXISTING_ACCOUNT: 'The existing user',
  OTHERS: 'Somebody else',
};

export type Actor = keyof typeof actors;

/** What follows the name of whoever acts. */
export const acts = {
  CREATE_ROLE: 'makes a role of what it may do',
  UPDATE_ROLE: 'changes a role to what it may do',
  CREATE_MAILED_USER: 'makes an account, opens its one-time link, mailed to an address of its choice, and signs in',
  CREATE_SHOWN_USER: 'makes an account, opens its one-time link, shown in the answer, and signs in',
  CREATE_PROJECT: 'makes a project, on which its account may do everything',
  REGENERATE_ITSELF: 'gives itself a new secret and a later end',
  PUT_IN_ROLE: 'puts an existing user into a role that gives no more than it may do, and acts as that user',
  MAKE_SUPER_ADMIN: 'makes an existing user a super admin, and acts as that user',
  WIDEN_ROLE: 'adds what it may do to a role that its owner or another existing user is in, and acts as that user',
  GRANT_ON_PROJECT: 'grants an existing user what it may do on a project, and acts as that user',
  LET_TOKENS_ROTATE: 'changes the token policy, so that tokens give themselves new secrets and later ends',
  MAKE_FITTING_ROLE: 'makes a role of some of these permissions, or narrows one to them',
  LEND: 'gives its owner what it takes to pass permissions on',
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
