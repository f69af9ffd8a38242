/** Reads an access file and the documents that it names. Errors name the line and the rule of each fault, of a permission or token the first. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { requireForms } from '../domain/access/custom-permissions.ts';
import { foldName, normalizedName } from '../domain/base/names.ts';
import { linesOf } from '../commands/lines.ts';
import { readToken } from './read-token.ts';
import { accessFile, type PermissionInFile, rule } from './shape.ts';
import { storedForm } from './stored-forms.ts';
import type { Wanted, WantedPermission } from './wanted.ts';
import { type Parsed, type Path, parseYaml, written } from './yaml-places.ts';

export async function readAccessFile(file: string): Promise<Wanted> {
  const text = await readFile(file, 'utf8').catch(({ message }: Error) => {
    throw new Error(`${file} cannot be read: ${message}`);
  });
  const parsed = parseYaml(file, text);
  const checked = accessFile.safeParse(parsed.value, { error: rule });
  if (!checked.success) throw new Error(linesOf(checked.error.issues.flatMap((issue) => faultsOf(issue, parsed))));
  const found = checked.data;
  const faults = Object.entries(found).flatMap(([section, items]) => repeatedNames(parsed, [section], items));
  const { permissions, roles, permission_sets, service_accounts } = found;
  const place = (...path: Path) => parsed.place(path);
  const wanted: Wanted = {
    file,
    name: found.name,
    permissions: [],
    roles: entries(roles).map(([name, { permissions }]) => ({
      name: normalizedName(name),
      permissions,
      place: place('roles', name),
    })),
    sets: entries(permission_sets).map(([name, { permissions, description = '' }]) => ({
      name: normalizedName(name),
      permissions,
      description,
      place: place('permission_sets', name),
    })),
    accounts: entries(service_accounts).map(([name, one]) => ({
      name: normalizedName(name),
      shownName: one.name === undefined ? null : normalizedName(one.name),
      emailAddress: one.email_address,
      role: one.role === undefined ? null : normalizedName(one.role),
      place: place('service_accounts', name),
    })),
    tokens: [],
  };
  for (const [name, one] of entries(permissions)) {
    try {
      wanted.permissions.push(permissionOf(parsed, name, one));
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  for (const [account, { tokens }] of entries(service_accounts)) {
    faults.push(...repeatedNames(parsed, ['service_accounts', account, 'tokens'], tokens));
    for (const [name, token] of entries(tokens)) {
      const path = ['service_accounts', account, 'tokens', name];
      const names = { account: normalizedName(account), name: normalizedName(name) };
      const read = await readToken(parsed, path, token, dirname(file)).catch((error: Error) => error);
      if (read instanceof Error) faults.push(read.message);
      else wanted.tokens.push({ ...read, ...names, place: parsed.place(path) });
    }
  }
  if (faults.length > 0) throw new Error(linesOf(faults));
  return wanted;
}

function permissionOf(parsed: Parsed, name: string, given: PermissionInFile): WantedPermission {
  const path = ['permissions', name];
  const { group = '', description = '', warning = null, resourceKinds = [] } = storedForm(parsed, path, () =>
    requireForms(given),
  );
  return { name, group, description, warning, resource_kinds: resourceKinds, place: parsed.place(path) };
}

const entries = <T>(items: Record<string, T> | undefined): [string, T][] => Object.entries(items ?? {});

function faultsOf(issue: z.core.$ZodIssue, { place }: Parsed): string[] {
  if (issue.code !== 'unrecognized_keys')
    return [`${place(issue.path)} ${written(issue.path) || 'The file'} ${issue.message}`];
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    return `${place(path)} ${written(path)} is not a key that is allowed here.`;
  });
}

/** Names that are the same regardless of case, look-alike letters and spaces around them. */
function repeatedNames({ place }: Parsed, path: Path, items: unknown): string[] {
  const names = typeof items === 'object' ? Object.keys(items ?? {}) : [];
  const keyOf = (name: string) => foldName(normalizedName(name));
  return names.flatMap((name, index) => {
    const first = names.slice(0, index).find((other) => keyOf(other) === keyOf(name));
    return first === undefined
      ? []
      : [`${place([...path, name])} ${written([...path, name])} is the same name as ${first}.`];
  });
}
