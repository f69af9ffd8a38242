/** Reads an access file and the documents that it names. Errors name the line and the rule of everything that is wrong. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type * as z from 'zod';
import { DomainError } from '../domain/base/errors.ts';
import { foldName } from '../domain/base/names.ts';
import { type LimitColumns, requireLimits } from '../domain/tokens/limits/limits.ts';
import { hashOf, type Operation } from '../domain/tokens/operations.ts';
import { accessFile, rule, type TokenInFile } from './shape.ts';
import { type Parsed, type Path, parseYaml } from './yaml-places.ts';

interface Named {
  name: string;
  /** Where it is in the file, such as `access.yaml:3:1`. */
  place: string;
}

export interface WantedPermission extends Named {
  group: string;
  description: string;
  warning: string | null;
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

export interface WantedToken extends Named {
  account: string;
  description: string;
  set: string | null;
  permissions: readonly string[] | null;
  rootFields: readonly string[] | null;
  operations: readonly Operation[];
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

export async function readAccessFile(file: string): Promise<Wanted> {
  const text = await readFile(file, 'utf8').catch(({ message }: Error) => {
    throw new Error(`${file} cannot be read: ${message}`);
  });
  const parsed = parseYaml(file, text);
  const checked = accessFile.safeParse(parsed.value, { error: rule });
  if (!checked.success) throw new Error(checked.error.issues.flatMap((issue) => faultsOf(issue, parsed)).join('\n'));
  const found = checked.data;
  const faults = Object.entries(found).flatMap(([section, items]) => repeatedNames(parsed, [section], items));
  const { permissions, roles, permission_sets, service_accounts } = found;
  const place = (...path: Path) => parsed.place(path);
  const wanted = {
    file,
    name: found.name.trim(),
    permissions: entries(permissions).map(([name, one]) => ({
      ...one,
      name,
      warning: one.warning ?? null,
      place: place('permissions', name),
    })),
    roles: entries(roles).map(([name, { permissions }]) => ({ name, permissions, place: place('roles', name) })),
    sets: entries(permission_sets).map(([name, { permissions, description = '' }]) => ({
      name,
      permissions,
      description,
      place: place('permission_sets', name),
    })),
    accounts: entries(service_accounts).map(([name, one]) => ({
      name,
      shownName: one.name ?? null,
      emailAddress: one.email_address,
      role: one.role ?? null,
      place: place('service_accounts', name),
    })),
    tokens: [] as WantedToken[],
  };
  for (const [account, { tokens }] of entries(service_accounts)) {
    faults.push(...repeatedNames(parsed, ['service_accounts', account, 'tokens'], tokens));
    for (const [name, token] of entries(tokens)) {
      const path = ['service_accounts', account, 'tokens', name];
      const read = await tokenOf(parsed, path, token, dirname(file)).catch((error: Error) => error);
      if (read instanceof Error) faults.push(read.message);
      else wanted.tokens.push({ ...read, account, name, place: parsed.place(path) });
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return wanted;
}

const entries = <T>(items: Record<string, T> | undefined): [string, T][] => Object.entries(items ?? {});

const written = (path: Path) => path.map(String).join('.');

function faultsOf(issue: z.core.$ZodIssue, { place }: Parsed): string[] {
  if (issue.code !== 'unrecognized_keys')
    return [`${place(issue.path)} ${written(issue.path) || 'The file'} ${issue.message}`];
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    return `${place(path)} ${written(path)} is not a key that is allowed here.`;
  });
}

/** Names that are the same regardless of case and look-alike letters. */
function repeatedNames({ place }: Parsed, path: Path, items: unknown): string[] {
  const names = typeof items === 'object' ? Object.keys(items ?? {}) : [];
  return names.flatMap((name, index) => {
    const first = names.slice(0, index).find((other) => foldName(other) === foldName(name));
    return first === undefined
      ? []
      : [`${place([...path, name])} ${written([...path, name])} is the same name as ${first}.`];
  });
}

const hourMs = 3600 * 1000;

const milliseconds = (duration: string) => Number.parseInt(duration, 10) * hourMs * (duration.endsWith('d') ? 24 : 1);

async function tokenOf(parsed: Parsed, path: Path, token: TokenInFile, folder: string) {
  const fault = (key: string, rule: string) =>
    new Error(`${parsed.place([...path, key])} ${written([...path, key])} ${rule}`);
  const { permissions, permission_set, root_fields, renew_before, expires_in, documents = [] } = token;
  if (permissions && permission_set !== undefined)
    throw fault('permissions', 'cannot be combined with permission_set.');
  for (const [key, list] of Object.entries({ permissions, root_fields, documents: token.documents }))
    if (list?.length === 0) throw fault(key, 'must not be empty: leave it out for no such limit.');
  if (renew_before !== undefined && expires_in === undefined) throw fault('renew_before', 'requires expires_in.');
  const [expiresIn, renewBefore] = [expires_in, renew_before].map((one) =>
    one === undefined ? null : milliseconds(one),
  );
  if ((renewBefore ?? 0) >= (expiresIn ?? Number.POSITIVE_INFINITY))
    throw fault('renew_before', 'must be shorter than expires_in.');
  return {
    description: token.description ?? '',
    set: permission_set ?? null,
    permissions: permissions ?? null,
    rootFields: root_fields ?? null,
    operations: await Promise.all(
      documents.map((one, index) =>
        operationOf(one, folder).catch(({ message }: Error) => {
          throw fault('documents', `[${index}] cannot be read: ${message}`);
        }),
      ),
    ),
    limits: limitsOf(token, fault),
    expiresIn: expiresIn ?? null,
    renewBefore: renewBefore ?? 0,
    command: token.secret_command ?? null,
  };
}

/** The exact text of the file, because tokens are bound to its hash. */
async function operationOf(given: NonNullable<TokenInFile['documents']>[number], folder: string): Promise<Operation> {
  const { file, operation, variables = {} } = typeof given === 'string' ? { file: given } : given;
  const document = await readFile(join(folder, file), 'utf8');
  const pinned = Object.keys(variables).length > 0 ? JSON.stringify(variables) : null;
  return { hash: hashOf(document), operationName: operation ?? null, document, pinnedVariables: pinned };
}

/** As the server would store them. */
function limitsOf(token: TokenInFile, fault: (key: string, rule: string) => Error): LimitColumns {
  try {
    return requireLimits(token);
  } catch (error) {
    const [[key, rule] = ['', '']] = Object.entries((error instanceof DomainError && error.fields) || {});
    throw key ? fault(key, rule) : error;
  }
}
