/**
 * The reasons for which users are refused, as one table: a name for programs and for pages in other languages, and the
 * English sentence. The sentence about a value completes "`field` …".
 */
import { filled, type Value, type Values } from './sentences.ts';

export const reasons = {
  // Rules for values.
  BLANK: 'must not be blank.',
  EMPTY: 'must not be empty.',
  TOO_SHORT: 'must have at least {least} characters.',
  TOO_LONG: 'must be at most {most} characters.',
  TOO_MANY: 'must have at most {most} entries.',
  OUT_OF_RANGE: 'must be from {least} to {most}.',
  INVISIBLE: 'must not contain control or invisible formatting characters.',
  CONTROL_CHARACTERS: 'must not contain control characters or incomplete Unicode characters.',
  SPACES: 'must not contain spaces.',
  NOT_OF_TYPE: 'This is not a valid {type}.',
  NOT_A_KEY: 'must be 1 to {most} letters, digits or characters of `-_.:`.',
  NOT_A_SUBNET: 'must be subnets in CIDR notation.',
  NOT_A_RESOURCE:
    'must contain only resources such as customer:42: a kind, a colon and an identifier of at most {most} characters without spaces.',
  NO_PATTERNS: 'must not contain `*`: each entry is one resource, because there are no patterns.',
  NO_SUCH_KIND: 'must contain only resources of kinds that a custom permission declares. None declares {kind}.',
  NOT_A_KIND:
    'must contain only kinds of 1 to 64 lower case letters without accents, digits, hyphens and underscores, each beginning with a letter.',
  KIND_BUILT_IN: 'must not contain {kind}, which is built into Latchkey.',
  NOT_AN_ADDRESS: 'must be an IPv4 or IPv6 address, or a subnet in CIDR notation.',
  NOT_A_TIME_ZONE: 'must be the name of a time zone, such as Europe/Paris.',
  NOT_A_URL: 'must be an https URL, such as https://example.com/events.',
  NOT_HTTPS: 'must begin with https, because this server does not allow webhooks with http.',
  URL_WITH_PASSWORD: 'must not contain a user name or a password.',
  PRIVATE_ADDRESS: 'must not lead to a private, loopback or link-local address.',
  NOT_EVENT_TYPES: 'must contain only types of events, which are: {types}.',
  TOO_EARLY: 'must be tomorrow or later, in UTC.',
  TOO_LATE: 'must be at most {days} days away, {last} at the latest.',
  END_REQUIRED: 'or `expires_on` is required, because the token has expired.',
  EASY_TO_GUESS: 'is too easy to guess (strength {score} of 4; at least {least} is required).',
  NO_LETTER_AND_DIGIT: 'must contain a letter and a digit.',
  ONE_CASE: 'must contain an upper case letter and a lower case letter.',
  NO_SPECIAL_CHARACTER: 'must contain a special character: a space, a punctuation mark or a symbol.',
  BREACHED: 'is known from data breaches, so attackers try it first.',
  ALWAYS_SENT: 'must not contain {type}: emails about security are always sent.',
  WRONG_PASSWORD: 'is not your password.',
  WRONG_CODE: 'is not a valid code: it is wrong, was already used or has expired.',
  CODE_REQUIRED: 'is required, because you have a second factor.',
  PASSKEY_REFUSED:
    'must be the answer of one of your passkeys to the challenge that this server sent last. Request another challenge.',
  PASSKEY_FENCED:
    'This passkey is blocked since the database was restored. Sign in with your password and then this passkey once.',
  NO_SMS: 'must not be SMS: this server sends no text messages.',
  NO_DATA: 'can be changed only of passkeys, whose name it is.',
  NO_SUCH_TYPE: 'must be one of {types}.',
  NO_NOTES: 'must be left out: records of type {type} have no notes.',
  NOT_A_PERMISSION_NAME:
    'must be 3 to 64 upper case letters without accents, digits or underscores, the first of them a letter.',
  NAME_BUILT_IN: 'is the name of a permission that is built into Latchkey.',
  NO_SUCH_PERMISSION: 'must be the name of a permission. There is no permission {permission}.',
  NO_SUCH_ROLE: 'must be the id of a role. There is no role {id}.',
  NO_SUCH_PERMISSION_SET: 'must be the id of a permission set. There is no permission set {id}.',
  OWNER_DISABLED: 'must be the id of an enabled user.',
  HELD_ALREADY: 'must contain only permissions that the account or token lacks; it already has {permissions}.',
  FENCED_SECRET: 'must be 0, because the old secret is blocked since the database was restored.',
  NO_SUCH_TOKEN: 'must be the id of one of your own tokens of type USER that is neither revoked nor expired.',
  // Rules for bound tokens.
  TOO_LONG_TOGETHER: 'must have documents of at most {most} characters in total.',
  NOT_FOR_TOKENS: 'calls {methods}, which no token may call.',
  NO_SUCH_OPERATION: 'must be the name of an operation in the document.',
  NOT_JSON: 'is not valid JSON.',
  POLLUTED: 'must not contain the name "__proto__".',
  TOO_DEEP: 'must be nested at most {most} levels deep.',
  TOO_MANY_VALUES: 'must contain at most {most} values.',
  NOT_AN_OBJECT: 'must be a JSON object.',
  NOT_DECLARED: 'contains {variable}, which the operation does not declare.',
  // Rules for OpenAPI documents.
  NOT_AN_API_NAME:
    'must be 1 to 64 lower case letters, digits, hyphens, underscores or dots, and begin with a letter or a digit.',
  NOT_YAML: 'must be JSON or YAML.',
  NOT_YAML_AT: 'must be JSON or YAML in which no name is given twice: line {line} is neither, or repeats a name.',
  NOT_OPENAPI: 'must be an OpenAPI document of version 3.0 or 3.1.',
  MISSHAPED: 'has a value of another type than OpenAPI defines: {place}.',
  TOO_MANY_AT: 'has more than {most} entries in one list: {place}.',
  KIND_NOT_DECLARED:
    'names a resource of the kind {kind} where {permission} is required, which does not declare this kind: {place}.',
  UNKNOWN_EXTENSION:
    'has an extension that is not known: {place}. There are `x-latchkey-permission` and `x-latchkey-resource`.',
  UNKNOWN_FIELD: 'has a field that OpenAPI does not define for a path: {place}.',
  REFERENCE: 'must not use $ref for a path: {place}.',
  NO_OPERATIONS: 'must contain an operation.',
  MOST_OPERATIONS: 'must have at most {most} operations, each counted once for each base path of its servers.',
  NO_PERMISSION:
    'must say what {place} requires: scopes in `security`, or `x-latchkey-permission`. Where any valid token will do, it must be an empty list.',
  OPEN_ALTERNATIVE: 'must name permissions in each alternative or in none: {place}.',
  UNKNOWN_PERMISSION_AT: 'requires {permission}, which is not a permission: {place}.',
  WRONG_RESOURCE: 'must name a type and an id or a parameter of the path, such as {example}: {place}.',
  WRONG_SERVER:
    'must have URLs with a path or only a path, without a query and without variables in the path: {place}.',
  WRONG_PATH:
    'has the path {path}. Paths begin with a slash, and each part between slashes is either one parameter in braces or a text. Dot segments, semicolons, spaces and empty parts are not allowed.',
  AMBIGUOUS_PATHS: 'has paths that can match the same request: {first} and {second}.',
  // Conflicts with existing data.
  TAKEN: '`{field}` is taken.',
  TOKEN_NAME_TAKEN: 'A token with this name already exists.',
  MOST_TOKENS: 'The limit of {most} tokens is reached. Revoke one first.',
  MOST_REQUESTS: 'The limit of {most} pending requests is reached. Withdraw one first.',
  MOST_REQUESTS_AN_HOUR: 'The limit of {most} requests an hour is reached. Try again later.',
  ROLE_IN_USE: 'Role {role} is in use. Give its users another role first.',
  ROLE_IN_USE_BY: 'Role {role} is in use: {users}. Give its users another role first.',
  ROLE_IN_USE_BY_MANY: 'Role {role} is in use: {users} and others. Give its users another role first.',
  PERMISSION_SET_IN_USE: 'Tokens use the permission set {set}.',
  PERMISSION_SET_BUILT_IN: '{set} is built into Latchkey and cannot be changed. Create a permission set of your own.',
  KINDS_DECLARED:
    'The kinds of resource of a permission cannot be changed, because tokens are limited by them. Create another permission.',
  PERMISSION_IN_USE: 'Somebody has the permission {permission}, so it cannot be deleted. Retire it instead.',
  PERMISSION_REQUIRED:
    'The OpenAPI document of an API requires the permission {permission}, so it cannot be deleted. Requests that need it would all be refused.',
  PERMISSION_REQUIRED_BY:
    'The OpenAPI documents of these APIs require the permission {permission}, so it cannot be deleted: {apis}. Requests that need it would all be refused. Change the documents first.',
  PERMISSION_RETIRED: 'Retired permissions cannot be granted any more: {permissions}.',
  MOST_PERMISSIONS: 'The limit of {most} custom permissions is reached. Delete one first.',
  MOST_FIREWALL_RULES: 'The limit of {most} rules is reached. Delete one first.',
  MOST_WEBHOOKS: 'The limit of {most} webhooks is reached. Delete one first.',
  MOST_APIS: 'The limit of {most} APIs is reached. Delete one first.',
  WEBHOOK_DISABLED: 'This webhook is disabled. Enable it first.',
  LOCKED_OUT: 'The firewall would then refuse your own address {address}. Add a rule for it first.',
  FIREWALL_WITHOUT_RULES:
    'The firewall would have no rules and refuse every request. Add a rule for your own address first.',
  LAST_SUPER_ADMIN: 'The last enabled super admin can be neither disabled nor demoted.',
  NO_PASSWORD: 'A service account has no password.',
  FACTOR_EXISTS: 'You have already enrolled this. Remove it first, or call `reenrollAuthenticationFactor`.',
  NO_SUCH_FACTOR: 'You have not enrolled this.',
  NOTHING_TO_VERIFY: 'There is nothing to verify: create or reenroll the factor first.',
  NOTHING_TO_REENROLL: 'This cannot be enrolled anew. Remove it and create it again.',
  FACTOR_FIRST: 'Enroll another factor first: recovery codes only replace it.',
  LAST_FACTOR: 'Everybody must have a second factor here, and this is your last one.',
  NO_MAIL_SERVER: 'No mail server is configured, so no codes can be emailed.',
  MOST_PASSKEYS: 'The limit of {most} passkeys is reached. Remove one first.',
  OWN_FACTOR_FIRST: 'Enroll a second factor yourself first. Otherwise you would have to do so before anything else.',
  REVOKED: 'This token is revoked. Issue a new one, or copy this one.',
  SECRET_REPLACED: 'The token has another secret now, because it was regenerated meanwhile.',
  JUST_REGENERATED: 'This token was regenerated less than ten seconds ago. Wait ten seconds and try again.',
  USES_NOT_WRITTEN:
    'The latest uses of the token are not known yet, because a server process does not respond. Try again in half a minute.',
  NOTHING_TAKEN: 'No permission can be removed from this token.',
  NOTHING_LEFT: 'The token would have no permissions left. Revoke it, or list the permissions to remove.',
  ASKER_DISABLED: 'The user who made this request is disabled.',
  ASKED_FOR_REVOKED: 'The token for which this request was made is revoked.',
  NOT_WAITING: 'This request is no longer pending.',
  // Missing permissions.
  NEEDS_ON_PROJECT: 'Requires {permission} on project {project}.',
  NEEDS_FOR_ANSWER: 'Reading this answer requires {permissions}.',
  NEEDS_FOR_OTHERS: "Another user's token requires {permission}.",
  NOTE_OF_OTHERS: "Another user's note requires {permission}.",
  BEYOND_ONESELF: 'You can grant only permissions that you have yourself.',
  ROLE_BEYOND_ONESELF: 'The role has permissions that you could not grant, so you cannot change it.',
  PERMISSION_SET_BEYOND_ONESELF:
    'The permission set has permissions that you could not grant, so you cannot change it.',
  FOR_A_WHILE:
    'You have these permissions only for a limited time or only in one token, so you cannot grant them to others.',
  USER_BEYOND_ONESELF: 'This user has permissions that you do not have, so you cannot change the user.',
  USER_IS_SUPER_ADMIN: 'Only a super admin may change a super admin.',
  RESET_FOR_ONESELF:
    'You can reset only the second factors of other users. Remove your own with `deleteAuthenticationFactor`.',
  USER_DISABLED: 'The user is disabled.',
  LINK_FOR_ONESELF: 'You can send such a link only to other users. Change your own password with `updateMe`.',
  TOKEN_BEYOND_ONESELF: 'The token would have permissions that you do not have.',
  TOKEN_OF_SUPER_ADMIN: 'The token has all the rights of a super admin. Only a super admin may issue or change it.',
  TOKEN_BEYOND_ISSUER:
    'This token was issued or regenerated by another user, so it is limited to the permissions that this user could grant. Issue a new token instead.',
  TOKEN_BEYOND_OWNER: 'The owner of the token does not have all of these permissions.',
  ANALYSIS_FOR_OTHERS:
    'Users issue their own analysis tokens. You can issue them only for yourself and for service accounts.',
  ANALYSIS_BEYOND_OWNER: 'The owner of the token lacks EXECUTE_ANALYSIS for these analyses.',
  ANALYSIS_OF_ALL: 'A global analysis token requires EXECUTE_ANALYSIS on all projects.',
  OPENS_ESCALATION:
    'The token policy does not allow this, because it would make it possible to obtain more permissions through {methods}.',
  OWN_REQUEST: 'You cannot decide on your own request.',
  POLICY_JUST_CHANGED: 'The password policy has just changed. Send the password again.',
  JUST_CHANGED: 'Your permissions have just changed. Try again.',
  STRENGTH_UNKNOWN: 'The strength of the password could not be estimated in time. Try again in a minute.',
  ADDRESS_REFUSED: 'Requests from the address {address} are not accepted.',
  MOST_REQUESTS_A_MINUTE: 'The limit of {most} requests a minute is reached. Try again in {seconds} seconds.',
  SIGN_IN_REFUSED: 'The user name or the password is wrong.',
  PASSWORDS_BUSY: 'Too many passwords are being checked at once. Try again in a few seconds.',
  MOST_ATTEMPTS: 'Too many attempts. Try again later.',
  SIGN_IN_EXPIRED: 'This sign-in has expired. Sign in again.',
  CODE_REFUSED: 'The code is wrong, was already used or has expired.',
  PROVIDER_AWAY: '{provider} does not answer. Try again later, or sign in another way.',
  PROVIDER_REFUSED: '{provider} did not confirm who you are. Try again. If it fails again, ask your administrator.',
  PROVIDER_CANCELLED: 'You did not sign in at {provider}.',
  NO_LINKED_USER:
    'Your account at {provider} belongs to no user here. Sign in another way and link it on your profile page, or ask your administrator.',
  USER_NOT_ADMITTED:
    'You may not sign in: your user is disabled, blocked since a restore, or a service account. Ask your administrator.',
  NO_ROLE_AT_PROVIDER: 'Your account at {provider} has no role that may use this server. Ask your administrator.',
  ROLE_OF_PROVIDER_MISSING: 'There is no role {role}, which {provider} gives you. Ask your administrator.',
  USER_NOT_CREATED:
    'No user could be created for your account at {provider}: its user name, name or verified email address is missing, not allowed or belongs to a user here. Ask your administrator.',
  OTHER_IDENTITY_LINKED:
    'Your user is linked to another account at {provider}. Remove that link first, or ask your administrator.',
  IDENTITY_TAKEN: 'This account at {provider} is linked to another user.',
  OTHER_ACCOUNT: 'You signed in at {provider} with an account that is not linked to you.',
  NOT_SIGNED_IN_AGAIN: '{provider} did not ask you to sign in again, so nothing is confirmed.',
  NO_SUCH_PROVIDER: 'must be the id of a sign-in provider. There is no provider {id}.',
  LAST_WAY_TO_SIGN_IN: 'This is your only way to sign in. Set a password, add a passkey or link another account first.',
  MOST_PASSWORDS: 'Too many wrong passwords. Wait 15 minutes.',
  MOST_CODES: 'Too many wrong codes. Try again later: there are 5 attempts a minute, 15 an hour and 30 a day.',
  MOST_CODES_SENT: 'Too many codes were sent. Wait 15 minutes.',
  MOST_LINKS_SENT: 'Too many links were sent. Wait 15 minutes.',
} as const;

export type ReasonName = keyof typeof reasons;

export interface Reason {
  name: ReasonName;
  values: Record<string, Value>;
  sentence: string;
}

type Rest<Text extends string> = keyof Values<Text> extends never ? [] : [values: Values<Text>, more?: string];

/** The reason with a value for each placeholder of its sentence. `more` is appended to the sentence. */
export function because<Name extends ReasonName>(name: Name, ...rest: Rest<(typeof reasons)[Name]>): Reason {
  const [values = {}, more] = rest as [Record<string, Value>?, string?];
  return { name, values, sentence: [filled(reasons[name], values), more].filter(Boolean).join(' ') };
}
