/** Reads an access file and the documents that it names. Errors name the line and the rule of everything that is wrong. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { foldName } from '../domain/base/names.ts';
import { linesOf } from './lines.ts';
import { readToken } from './read-token.ts';
import { accessFile, rule } from './shape.ts';
import type { Wanted, WantedToken } from './wanted.ts';
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
  const wanted = {
    file,
    name: found.name,
    permissions: entries(permissions).map(([name, one]) => ({
      ...one,
      name,
      warning: one.warning ?? null,
      resource_kinds: one.resource_kinds ?? [],
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
      const read = await readToken(parsed, path, token, dirname(file)).catch((error: Error) => error);
      if (read instanceof Error) faults.push(read.message);
      else wanted.tokens.push({ ...read, account, name, place: parsed.place(path) });
    }
  }
  if (faults.length > 0) throw new Error(linesOf(faults));
  return wanted;
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
