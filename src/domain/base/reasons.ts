/**
 * Why people are refused what they do on pages, as one table: the name for programs and for pages in other languages, the
 * sentence for everybody else. The sentence of a rule that a value breaks completes "`field` …".
 */
import { filled, type Value, type Values } from './sentences.ts';

export const reasons = {
  // What a value may be.
  BLANK: 'must not be blank.',
  EMPTY: 'must not be empty.',
  TOO_SHORT: 'must have at least {least} characters.',
  TOO_LONG: 'must be at most {most} characters.',
  TOO_MANY: 'must be at most {most}.',
  OUT_OF_RANGE: 'must be from {least} to {most}.',
  INVISIBLE: 'must not contain control or invisible formatting characters.',
  SPACES: 'must not contain spaces.',
  NOT_OF_TYPE: 'This is not a valid {type}.',
  NOT_A_KEY: 'must be 1 to {most} letters, digits or characters of `-_.:`.',
  NOT_A_SUBNET: 'must be subnets in CIDR notation.',
  TOO_EARLY: 'must be tomorrow or later, in UTC.',
  TOO_LATE: 'must be at most {days} days away, {last} at the latest.',
  END_REQUIRED: 'or `expires_on` is required: the token has expired.',
  EASY_TO_GUESS: 'is too easy to guess ({score} of 4, {least} needed).',
  WRONG_PASSWORD: 'is not your password.',
  NO_SUCH_ROLE: 'names no role: there is no role {id}.',
  NO_SUCH_PERMISSION_SET: 'names no permission set: there is no {id}.',
  OWNER_DISABLED: 'names a disabled user.',
  HELD_ALREADY: 'must be what is lacking: {permissions} is held already.',
  NO_SUCH_TOKEN: "must be a live token of one's own, of type USER.",
  // What a token is bound to.
  TOO_LONG_TOGETHER: 'must have documents of at most {most} characters together.',
  NOT_FOR_TOKENS: 'calls {methods}, which no token may.',
  NO_SUCH_OPERATION: 'must name one of the operations of the document.',
  NOT_JSON: 'is not valid JSON.',
  POLLUTED: 'must not hold "__proto__".',
  TOO_DEEP: 'must be nested at most {most} levels deep.',
  TOO_MANY_VALUES: 'must hold at most {most} values.',
  NOT_AN_OBJECT: 'must be a JSON object.',
  NOT_DECLARED: 'names {variable}, which the operation does not declare.',
  // What is there already.
  TAKEN: '`{field}` is taken.',
  TOKEN_NAME_TAKEN: 'There is a token of this name already.',
  MOST_TOKENS: 'There are {most} tokens already, which is the most. Revoke one first.',
  MOST_REQUESTS: 'There are {most} requests waiting already, which is the most. Withdraw one first.',
  MOST_REQUESTS_AN_HOUR: 'You have made {most} requests within an hour, which is the most. Try again later.',
  ROLE_IN_USE: 'Role {role} is in use. Give its users another role first.',
  ROLE_IN_USE_BY: 'Role {role} is in use: {users}. Give its users another role first.',
  ROLE_IN_USE_BY_MANY: 'Role {role} is in use: {users} and others. Give its users another role first.',
  PERMISSION_SET_IN_USE: 'Permission set {set} is in use by tokens.',
  PERMISSION_SET_BUILT_IN: '{set} comes with Latchkey and cannot be changed. Make one of your own.',
  LAST_SUPER_ADMIN: 'The last enabled super admin can be neither disabled nor demoted.',
  NO_PASSWORD: 'A service account has no password.',
  REVOKED: 'This token was revoked. Make a new one, or copy it.',
  JUST_REGENERATED: 'This token was regenerated a moment ago. Wait ten seconds to do it again.',
  USES_NOT_WRITTEN:
    'A process of the server does not answer, so what was used through it a moment ago is not known. Try again in half a minute.',
  NOTHING_TAKEN: 'There is nothing to take off this token.',
  NOTHING_LEFT: 'Nothing would be left of what this token may do: revoke it, or name what to take off.',
  ASKER_DISABLED: 'Whoever asked is disabled.',
  ASKED_FOR_REVOKED: 'The token it is for was revoked.',
  NOT_WAITING: 'This request does not wait any more.',
  // What one may not do.
  NEEDS_ON_PROJECT: 'This needs {permission} on project {project}.',
  NEEDS_FOR_ANSWER: 'To read this answer one needs {permissions}.',
  NEEDS_FOR_OTHERS: "On others' tokens it takes {permission}.",
  BEYOND_ONESELF: 'Nobody grants permissions they do not have.',
  ROLE_BEYOND_ONESELF: 'The role gives what you could not grant, so you cannot change it.',
  PERMISSION_SET_BEYOND_ONESELF: 'The permission set gives what you could not grant, so you cannot change it.',
  FOR_A_WHILE: 'Permissions that were granted for a while, or to one token alone, cannot be passed on.',
  USER_BEYOND_ONESELF: 'This user may do things you may not, so you cannot change them.',
  USER_IS_SUPER_ADMIN: 'Only a super admin may change a super admin.',
  LINK_FOR_ONESELF: 'Such a link is for others. Change your own password with `updateMe`.',
  TOKEN_BEYOND_ONESELF: 'The token could do what you may not.',
  TOKEN_OF_SUPER_ADMIN: 'The token could do what only a super admin may.',
  TOKEN_BEYOND_ISSUER:
    'This token is limited to what could be granted by whoever issued or regenerated it for its owner. Make a new token instead.',
  TOKEN_BEYOND_OWNER: 'The owner of the token does not have all of these permissions.',
  ANALYSIS_FOR_OTHERS: 'Analysis tokens are made by their owners; for others only those of service accounts.',
  ANALYSIS_BEYOND_OWNER: 'The owner of the token may not analyse there any more.',
  ANALYSIS_OF_ALL: 'A global analysis token needs EXECUTE_ANALYSIS on all projects.',
  OPENS_ESCALATION: 'The token policy refuses this: it would open a way to more, by {methods}.',
  OWN_REQUEST: 'Nobody decides on a request of their own.',
  JUST_CHANGED: 'Your permissions have just changed. Try again.',
  MOST_PASSWORDS: 'Too many wrong passwords. Wait a quarter of an hour.',
} as const;

export type ReasonName = keyof typeof reasons;

export interface Reason {
  name: ReasonName;
  values: Record<string, Value>;
  sentence: string;
}

type Rest<Text extends string> = keyof Values<Text> extends never ? [] : [values: Values<Text>, more?: string];

/** The reason with the values its sentence has gaps for. `more` is said after it. */
export function because<Name extends ReasonName>(name: Name, ...rest: Rest<(typeof reasons)[Name]>): Reason {
  const [values = {}, more] = rest as [Record<string, Value>?, string?];
  return { name, values, sentence: [filled(reasons[name], values), more].filter(Boolean).join(' ') };
}
