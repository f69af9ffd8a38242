/** The types for finding escalations: who acts, what they may do and what else matters. */
import type { Permission } from '../access/permissions.ts';

/** Who acts: a person in a browser, or a program with a token. */
export interface Holder {
  person: boolean;
  /** The permissions that it has everywhere. */
  everywhere: ReadonlySet<Permission>;
  /** Those of them that it may grant to others: not for a limited time, and not only for one token. */
  gives: ReadonlySet<Permission>;
  /** The permissions that it has on at least one project. */
  onProjects: ReadonlySet<Permission>;
  /** Whether it may do what only super admins may. */
  superAdmin: boolean;
  /** The permissions that it can have at most; null: no cap. */
  cap: ReadonlySet<Permission> | null;
  /** The root fields it may call; null: all. */
  methods: ReadonlySet<string> | null;
  /** Whether it may send only some documents. */
  bound: boolean;
  expires: boolean;
  /** Whether it works only from some subnets. */
  placed: boolean;
}

/** A holder limited only by its permissions. */
export const unlimited = {
  superAdmin: false,
  cap: null,
  methods: null,
  bound: false,
  expires: false,
  placed: false,
} as const;

export type Account = Pick<Holder, 'everywhere' | 'onProjects'>;

/** The account that a token acts for. */
export interface Owner extends Account {
  /** The permissions of its role (of a super admin: all), which only users who have them can grant by changing the role. */
  inRole: ReadonlySet<Permission>;
}

/** What matters besides the holder. */
export interface Facts {
  /** Whether one-time links are sent by email. Otherwise the user who creates an account is shown its link. */
  mailed: boolean;
  tokensMayRotateThemselves: boolean;
  /** The permissions of each role that a user could be put in. */
  roles: readonly ReadonlySet<Permission>[];
  /** Of a token. */
  owner: Owner | null;
  /**
   * Whether to count other existing accounts and tokens, one of which may belong to whoever uses the token. What they may
   * do on their own does not count, but suitable roles may be created by others at any time.
   */
  others: boolean;
}

/** A holder that acts lead to. */
export interface Reached extends Holder {
  /** Whether it can give tokens a later expiry. */
  lengthens?: true;
  /** Permissions that other users granted it, which it uses to pass on its other permissions. */
  fromOthers?: ReadonlySet<Permission>;
}

/** Whether it has a permission everywhere, its own or one that others granted it. */
export const holds = ({ everywhere, fromOthers }: Reached, permission: Permission) =>
  everywhere.has(permission) || (fromOthers?.has(permission) ?? false);
