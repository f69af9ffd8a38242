/** Those from whom acts are followed, those they lead to, and what else decides. */
import type { Permission } from '../access/permissions.ts';

/** Somebody who acts: a person at a browser, or a program with a token. */
export interface Holder {
  person: boolean;
  /** What it may do everywhere. */
  everywhere: ReadonlySet<Permission>;
  /** What of that it may pass on: what it has for good, and not for one token alone. */
  gives: ReadonlySet<Permission>;
  /** What it may do on some project. */
  onProjects: ReadonlySet<Permission>;
  /** Whether it may do what only super admins may. */
  superAdmin: boolean;
  /** The most it may ever do; null: no cap. */
  cap: ReadonlySet<Permission> | null;
  /** The root fields it may call; null: all. */
  methods: ReadonlySet<string> | null;
  /** Whether it may send only some documents. */
  bound: boolean;
  expires: boolean;
  /** Whether it works only from some subnets. */
  placed: boolean;
}

/** Of somebody whose permissions are the only limit. */
export const unlimited = {
  superAdmin: false,
  cap: null,
  methods: null,
  bound: false,
  expires: false,
  placed: false,
} as const;

/** What an account may do by itself. */
export type Account = Pick<Holder, 'everywhere' | 'onProjects'>;

/** The account that a token acts for. */
export interface Owner extends Account {
  /** What nobody gives it by widening its role who does not have it: what that role gives, of a super admin everything. */
  inRole: ReadonlySet<Permission>;
}

/** What besides the holder decides. */
export interface Facts {
  /** Whether one-time links are mailed; otherwise whoever makes an account is shown its link. */
  mailed: boolean;
  tokensMayRotateThemselves: boolean;
  /** What the roles grant that somebody could be put in. */
  roles: readonly ReadonlySet<Permission>[];
  /** Of a token. */
  owner: Owner | null;
  /**
   * Whether accounts and tokens count that exist already: one of them may belong to whoever holds the token. What they may
   * do by themselves is no part of the way, and roles that fit may be made by others at any time.
   */
  others: boolean;
}

/** A holder that acts lead to. */
export interface Reached extends Holder {
  /** Whether it can give tokens a later end. */
  lengthens?: true;
  /** What others gave it to act with: it passes on what it has besides. */
  fromOthers?: ReadonlySet<Permission>;
}

/** Whether an act that takes this everywhere is open to it. */
export const holds = ({ everywhere, fromOthers }: Reached, permission: Permission) =>
  everywhere.has(permission) || (fromOthers?.has(permission) ?? false);
