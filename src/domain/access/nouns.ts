/**
 * What a permission is about, and whether it changes something. Both are found in its name, which is a verb and a noun: pages let
 * users choose none, read or write for each noun.
 */
import { type BuiltInPermission, isBuiltIn, type Permission } from './permissions.ts';

export type Level = 'READ' | 'WRITE';

type VerbOf<P> = P extends `${infer V}_${string}` ? V : never;
type NounOf<P> = P extends `${string}_${infer N}` ? N : never;

/** A new verb or noun in the catalog does not compile without a line here. */
const verbs: Record<VerbOf<BuiltInPermission>, { level: Level; title: string }> = {
  READ: { level: 'READ', title: 'Read' },
  INTROSPECT: { level: 'READ', title: 'Check' },
  EVALUATE: { level: 'READ', title: 'Evaluate' },
  CREATE: { level: 'WRITE', title: 'Create' },
  UPDATE: { level: 'WRITE', title: 'Change' },
  DELETE: { level: 'WRITE', title: 'Delete' },
  MANAGE: { level: 'WRITE', title: 'Manage' },
  PROVISION: { level: 'WRITE', title: 'Create' },
  ADMINISTER: { level: 'WRITE', title: 'Administer' },
  EXECUTE: { level: 'WRITE', title: 'Submit' },
  ALTER: { level: 'WRITE', title: 'Change' },
};

/** As they follow a verb. */
const nouns: Record<NounOf<BuiltInPermission>, string> = {
  USER: 'users',
  PASSWORD_POLICY: 'password policy',
  ACCESS_REQUEST: 'access requests',
  MFA_ADMIN_SETTINGS: 'second-factor settings',
  ROLE: 'roles',
  PERSONAL_ACCESS_TOKEN: 'personal access tokens',
  TOKEN_HASH: 'token hashes',
  TOKEN_POLICY: 'token policy',
  PERMISSION_SETS: 'permission sets',
  TOKEN: 'tokens that services receive',
  ACCESS: 'access of users and tokens',
  PROJECT: 'projects',
  ANALYSIS: 'analyses',
  ALL_LOGS: 'change log entries',
  ACCESS_LOG: 'access log entries',
  APPLICATION_FIREWALL_RULE: 'firewall rules',
  SYSTEM_SETTINGS: 'system settings',
  PERMISSIONS: 'custom permissions',
  APIS: 'APIs',
  WEBHOOK: 'webhooks',
  NOTE: 'notes',
  OTHERS_NOTES: 'notes of other users',
};

/** The verb before the first underscore, and the noun after it. A custom permission may have only a noun. */
function partsOf(name: Permission): [verb: string, noun: string] {
  const at = name.indexOf('_');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

const written = (name: string) => name.toLowerCase().replaceAll('_', ' ');
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A custom permission whose name does not begin with `READ_` may change something. */
export function levelOf(name: Permission): Level {
  const [verb] = partsOf(name);
  if (isBuiltIn(name)) return verbs[verb as keyof typeof verbs].level;
  return verb === 'READ' ? 'READ' : 'WRITE';
}

/** What it is about, such as `Users`. */
export function nounOf(name: Permission): string {
  const [, noun] = partsOf(name);
  return capitalised(isBuiltIn(name) ? nouns[noun as keyof typeof nouns] : written(noun));
}

/** Its name for people, such as `Read users`. */
export function titleOf(name: Permission): string {
  const [verb, noun] = partsOf(name);
  if (!isBuiltIn(name)) return capitalised(written(name));
  return `${verbs[verb as keyof typeof verbs].title} ${nouns[noun as keyof typeof nouns]}`;
}
