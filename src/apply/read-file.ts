/** Reads an access file and the documents that it names. Errors name the line and the rule of each fault. */
import { dirname } from 'node:path';
import type * as z from 'zod';
import { requireForms, requireNewName } from '../domain/access/custom-permissions.ts';
import { foldName, normalizedName, requireDescription, requireName, requireUsername } from '../domain/base/names.ts';
import { linesOf, visible } from '../files/lines.ts';
import { readText } from '../files/read-text.ts';
import { type Parsed, type Path, parseYaml, written } from '../files/yaml-places.ts';
import { readToken } from './read-token.ts';
import { type AccessFile, accessFile, type PermissionInFile, rule } from './shape.ts';
import { storedForm, storedName } from './stored-forms.ts';
import type { Wanted, WantedPermission } from './wanted.ts';

const mostCharacters = 1_000_000;

export async function readAccessFile(file: string): Promise<Wanted> {
  const text = await readText(file, { mostCharacters, pipe: true }).catch(({ message }: Error) => {
    throw new Error(visible(`${file} ${message}`));
  });
  const parsed = parseYaml(visible(file), text);
  const checked = accessFile.safeParse(parsed.value, { error: rule });
  if (!checked.success) throw new Error(linesOf(checked.error.issues.flatMap((issue) => faultsOf(issue, parsed))));

  const found = checked.data;
  const faults = Object.entries(found).flatMap(([section, items]) => repeatedNames(parsed, [section], items));
  const wanted = {
    file,
    name: storedForm(parsed, [], faults, () => requireName('name', found.name)) ?? '',
    permissions: entries(found.permissions).map(([name, one]) => permissionOf(parsed, name, one, faults)),
    ...holdersOf(found, parsed, faults),
    tokens: await tokensOf(found, parsed, dirname(file), faults),
  };
  if (faults.length > 0) throw new Error(linesOf(faults));
  return wanted;
}

function permissionOf(parsed: Parsed, name: string, given: PermissionInFile, faults: string[]): WantedPermission {
  const path = ['permissions', name];
  const stored = storedForm(parsed, path, faults, () => requireForms(given)) ?? {};
  const { group = '', description = '', warning = null, resourceKinds = [] } = stored;
  return {
    name: storedName(parsed, path, faults, requireNewName),
    group,
    description,
    warning,
    resource_kinds: resourceKinds,
    place: parsed.place(path),
  };
}

function holdersOf({ roles, permission_sets, service_accounts }: AccessFile, parsed: Parsed, faults: string[]) {
  const { place } = parsed;
  const nameAt = (...path: Path) => storedName(parsed, path, faults);
  return {
    roles: entries(roles).map(([name, { permissions }]) => ({
      name: nameAt('roles', name),
      permissions,
      place: place(['roles', name]),
    })),
    sets: entries(permission_sets).map(([name, { permissions, description = '' }]) => ({
      name: nameAt('permission_sets', name),
      permissions,
      description: storedForm(parsed, ['permission_sets', name], faults, () => requireDescription(description)) ?? '',
      place: place(['permission_sets', name]),
    })),
    accounts: entries(service_accounts).map(([name, one]) => ({
      name: storedName(parsed, ['service_accounts', name], faults, requireUsername),
      shownName: one.name === undefined ? null : normalizedName(one.name),
      emailAddress: one.email_address,
      role: one.role === undefined ? null : normalizedName(one.role),
      place: place(['service_accounts', name]),
    })),
  };
}

async function tokensOf({ service_accounts }: AccessFile, parsed: Parsed, folder: string, faults: string[]) {
  const found: Wanted['tokens'] = [];
  for (const [account, { tokens }] of entries(service_accounts)) {
    faults.push(...repeatedNames(parsed, ['service_accounts', account, 'tokens'], tokens));
    for (const [name, token] of entries(tokens)) {
      const path = ['service_accounts', account, 'tokens', name];
      const names = { account: normalizedName(account), name: storedName(parsed, path, faults) };
      found.push({
        ...(await readToken(parsed, path, token, folder, faults)),
        ...names,
        place: parsed.place(path),
      });
    }
  }
  return found;
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
  const firsts = new Map<string, string>();
  return names.flatMap((name) => {
    const key = foldName(normalizedName(name));
    const first = firsts.get(key);
    if (first !== undefined)
      return [`${place([...path, name])} ${written([...path, name])} is the same name as ${first}.`];
    firsts.set(key, name);
    return [];
  });
}
