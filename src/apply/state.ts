/** Reads what there is now: of the kinds that an access file is about, what it names and what it created. */

import type { Ask } from '../commands/ask.ts';
import { type CustomPermission, type Entry, entryOf } from '../domain/access/permissions.ts';
import { type LimitColumns, limits } from '../domain/tokens/limits/limits.ts';
import type { Operation } from '../domain/tokens/operations.ts';
import type { Wanted } from './wanted.ts';

interface Row {
  id: string;
  /** The name of the access file that created it. */
  managed_by: string | null;
}

export interface CurrentPermission extends Row {
  name: CustomPermission;
  group: string;
  description: string;
  warning: string | null;
  resource_kinds: string[];
  retired_at: string | null;
}

export interface CurrentRole extends Row {
  name: string;
  applied_permissions: string[];
}

export interface CurrentSet extends Row {
  name: string;
  description: string;
  permissions: string[];
  built_in: boolean;
}

export interface CurrentAccount extends Row {
  username: string;
  name: string;
  email_address: string;
  enabled: boolean;
  role_id: string | null;
  service_account: boolean;
  super_admin: boolean;
}

export interface CurrentToken extends Row {
  user_id: string;
  user: { username: string };
  name: string;
  type: string;
  description: string;
  expires_at: string | null;
  permission_set_id: string | null;
  permissions: string[] | null;
  methods: string[] | null;
  latent_permissions: string[] | null;
  issuer_permissions: string[] | null;
  awaits_delivery: boolean;
  /** Since when it is refused until somebody confirms it; null: it is not. */
  fenced_at: string | null;
  limits: LimitColumns;
  operations: Operation[];
}

export interface State {
  /** The names of all permissions, built-in and custom. */
  permissions: ReadonlySet<string>;
  custom: CurrentPermission[];
  roles: CurrentRole[];
  sets: CurrentSet[];
  accounts: CurrentAccount[];
  /** Without revoked ones. */
  tokens: CurrentToken[];
}

const fields = {
  custom_permissions: 'id managed_by name group description warning resource_kinds retired_at',
  roles: 'id managed_by name applied_permissions',
  permission_sets: 'id managed_by name description permissions built_in',
  users: 'id managed_by username name email_address enabled role_id service_account super_admin',
  all_personal_access_tokens: `id managed_by user_id user { username } name type description expires_at permission_set_id
    permissions methods latent_permissions issuer_permissions awaits_delivery fenced_at
    ${limits.map(({ field }) => field).join(' ')}
    operations(paginator: { page: 1, records_per_page: 100 }) {
      entities { hash operation_name document pinned_variables }
    }`,
};

export async function readState(ask: Ask, { name, accounts: wanted }: Wanted): Promise<State> {
  const { permissions } = await ask<{ permissions: { name: string }[] }>('{ permissions { name } }');
  const managed = { managed_by: ['String', name] } as const;
  const accounts = unrepeated([
    ...(await list<CurrentAccount>(ask, 'users', managed)),
    ...(await each(wanted, ({ name }) => list<CurrentAccount>(ask, 'users', { username: ['String', name] }))),
  ]);
  const live = { revoked: ['Boolean', false] } as const;
  const found = unrepeated([
    ...(await list<ListedToken>(ask, 'all_personal_access_tokens', { ...managed, ...live })),
    ...(await each(accounts, ({ id }) =>
      list<ListedToken>(ask, 'all_personal_access_tokens', { user_id: ['Int64Bit', id], ...live }),
    )),
  ]);
  return {
    permissions: new Set(permissions.map(({ name }) => name)),
    custom: await list(ask, 'custom_permissions'),
    roles: await list(ask, 'roles'),
    sets: await list(ask, 'permission_sets'),
    accounts,
    tokens: found.map(tokenOf),
  };
}

interface ListedOperation {
  hash: string;
  operation_name: string | null;
  document: string | null;
  pinned_variables: string | null;
}

type ListedToken = Omit<CurrentToken, 'operations' | 'limits'> & { operations: { entities: ListedOperation[] } };

function tokenOf({ operations, ...row }: ListedToken): CurrentToken {
  const values = row as unknown as Record<string, unknown>;
  return {
    ...row,
    limits: Object.assign({}, ...limits.map(({ field, column }) => ({ [column]: values[field] }))),
    operations: operations.entities.map(({ hash, operation_name, document, pinned_variables }) => ({
      hash,
      operationName: operation_name,
      document,
      pinnedVariables: pinned_variables,
    })),
  };
}

const perPage = 100;

/** All pages of a list. `equals`: the type and the value of columns. */
async function list<T>(
  ask: Ask,
  field: keyof typeof fields,
  equals: Record<string, readonly [string, unknown]> = {},
): Promise<T[]> {
  const columns = Object.entries(equals);
  const declared = columns.map(([name, [type]]) => `, $${name}: ${type}`).join('');
  const args = columns.map(([name]) => `, ${name}: $${name}`).join('');
  const document = `query Current($after: String!${declared}) {
    ${field}(paginator: { after: $after, records_per_page: ${perPage} }${args}) {
      entities { ${fields[field]} } page_info { end_cursor }
    }
  }`;
  const values = Object.fromEntries(columns.map(([name, [, value]]) => [name, value]));
  const found: T[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const variables: Record<string, unknown> = { after, ...values };
    const answer: Record<string, Page<T>> = await ask(document, variables);
    const page = answer[field] as Page<T>;
    found.push(...page.entities);
    after = page.page_info.end_cursor;
  }
  return found;
}

interface Page<T> {
  entities: T[];
  /** Null: there are no further rows. */
  page_info: { end_cursor: string | null };
}

const unrepeated = <T extends { id: string }>(rows: T[]): T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

/** One after the other, because a server limits the requests of a user at the same time. */
async function each<T, R>(items: readonly T[], read: (item: T) => Promise<R[]>): Promise<R[]> {
  const all: R[] = [];
  for (const item of items) all.push(...(await read(item)));
  return all;
}

/** The custom permissions as this process keeps them: those that there are, and those that the file declares. */
export const catalogWith = ({ permissions }: Wanted, { custom }: State): Map<string, Entry> =>
  new Map(
    [...custom, ...permissions.map((one) => ({ ...one, retired_at: null }))].map(
      ({ name, resource_kinds, retired_at, ...texts }) => [
        name,
        entryOf({ ...texts, resourceKinds: resource_kinds, retired: retired_at !== null }),
      ],
    ),
  );
