/** What an access file says, with the places of its parts. */
import type { LimitColumns } from '../domain/tokens/limits/limits.ts';
import type { Operation } from '../domain/tokens/operations.ts';

interface Named {
  name: string;
  /** Where it is in the file, such as `access.yaml:3:1`. */
  place: string;
}

export interface WantedPermission extends Named {
  group: string;
  description: string;
  warning: string | null;
  resource_kinds: readonly string[];
}

export interface WantedRole extends Named {
  permissions: readonly string[];
}

export interface WantedSet extends WantedRole {
  description: string;
}

export interface WantedAccount extends Named {
  /** The name that people see. Null: the user name when it is created, and any name afterwards. */
  shownName: string | null;
  emailAddress: string;
  role: string | null;
}

export interface WantedOperation extends Operation {
  /** Where its document is named in the file, for errors. */
  place: string;
}

export interface WantedToken extends Named {
  account: string;
  description: string;
  set: string | null;
  permissions: readonly string[] | null;
  rootFields: readonly string[] | null;
  operations: readonly WantedOperation[];
  limits: LimitColumns;
  /** In milliseconds. Null: it does not expire. */
  expiresIn: number | null;
  /** How long before its expiry it gets a new secret; 0: once it has expired. */
  renewBefore: number;
  /** The program that receives a new secret, and its arguments. */
  command: readonly string[] | null;
}

export interface Wanted {
  file: string;
  /** Marks what it creates. */
  name: string;
  permissions: WantedPermission[];
  roles: WantedRole[];
  sets: WantedSet[];
  accounts: WantedAccount[];
  tokens: WantedToken[];
}
