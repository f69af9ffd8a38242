/** The types for finding escalations: who acts, what they may do and what else matters. */
import type { Permission } from '../access/permissions.ts';
import type { Limit } from '../tokens/limits/limits.ts';

export interface Holder {
  person: boolean;
  everywhere: ReadonlySet<Permission>;
  /** The permissions that it may grant to others: those that are neither for a limited time nor only for one token. */
  gives: ReadonlySet<Permission>;
  /** Held on at least one project. */
  onProjects: ReadonlySet<Permission>;
  superAdmin: boolean;
  /** The permissions that it can have at most; null: no cap. */
  cap: ReadonlySet<Permission> | null;
  /** The root fields it may call; null: all. */
  methods: ReadonlySet<string> | null;
  /** Whether it may send only some documents. */
  bound: boolean;
  expires: boolean;
  /** The simple limits that it has. */
  limits: ReadonlySet<Limit['field']>;
}

const noLimits: ReadonlySet<Limit['field']> = new Set();

export const unlimited = {
  superAdmin: false,
  cap: null,
  methods: null,
  bound: false,
  expires: false,
  limits: noLimits,
} as const;

export type Account = Pick<Holder, 'everywhere' | 'onProjects'>;

export interface Owner extends Account {
  /** The permissions of its role (of a super admin: all), which only users who have them can grant by changing the role. */
  inRole: ReadonlySet<Permission>;
}

export interface Facts {
  /** Whether one-time links are sent by email. Otherwise the user who creates an account is shown its link. */
  mailed: boolean;
  tokensMayRotateThemselves: boolean;
  /** The permissions of each role. */
  roles: readonly ReadonlySet<Permission>[];
  /** Of a token: its owner's account. */
  owner: Owner | null;
  /** Whether to count other existing accounts and tokens, and suitable roles that others may create; not what those do on their own. */
  others: boolean;
}

export interface Reached extends Holder {
  /** Whether it can give tokens a later expiry. */
  lengthens?: true;
  /** Permissions that other users granted it, which it uses to pass on its other permissions. */
  fromOthers?: ReadonlySet<Permission>;
}

export const holds = ({ everywhere, fromOthers }: Reached, permission: Permission) =>
  everywhere.has(permission) || (fromOthers?.has(permission) ?? false);
