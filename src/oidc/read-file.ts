/** Reads the file of sign-in providers. Errors name the file, the line, the field and its rule, and never show a secret. */
import { dirname, resolve } from 'node:path';
import type * as z from 'zod';
import { linesOf, visible } from '../files/lines.ts';
import { readText } from '../files/read-text.ts';
import { type Parsed, parseYaml, written } from '../files/yaml-places.ts';
import type { Provider } from './provider.ts';
import { type ProviderInFile, providersFile } from './shape.ts';

const mostCharacters = 100_000;

/** `variable` returns a variable of the environment. */
export async function readProviders(
  file: string,
  variable: (name: string) => string | undefined,
): Promise<readonly Provider[]> {
  const text = await readText(file, { mostCharacters }).catch(({ message }: Error) => {
    throw new Error(visible(`${file} ${message}`));
  });
  const parsed = parseYaml(visible(file), text);
  const checked = providersFile.safeParse(parsed.value, { error: rule });
  if (!checked.success) throw new Error(linesOf(checked.error.issues.flatMap((issue) => faultsOf(issue, parsed))));
  const { providers } = checked.data;
  const faults = [...repeated(parsed, providers, 'id'), ...repeated(parsed, providers, 'issuer')];
  const secrets = await Promise.all(
    providers.map((provider, index) =>
      secretOf(provider, dirname(file), variable).catch(({ message }: Error) => {
        faults.push(`${parsed.place(['providers', index])} ${nameOf(provider.id)} ${message}`);
        return '';
      }),
    ),
  );
  if (faults.length > 0) throw new Error(linesOf(faults));
  return providers.map((provider, index) => providerOf(provider, secrets[index] as string));
}

const providerOf = (given: ProviderInFile, clientSecret: string): Provider => ({
  id: given.id,
  name: given.name,
  issuer: given.issuer,
  clientId: given.client_id,
  clientSecret,
  scopes: given.scopes,
  matchByEmail: given.match_by_email,
  trustProvisionedAddresses: given.trust_provisioned_addresses,
  createUsers: given.create_users,
  role: given.role ?? null,
  roleClaim: given.role_claim ?? null,
  roles: new Map(Object.entries(given.roles ?? {})),
  trustSecondFactor: given.trust_second_factor,
});

async function secretOf(
  given: ProviderInFile,
  folder: string,
  variable: (name: string) => string | undefined,
): Promise<string> {
  const { client_secret, client_secret_env: name, client_secret_file: path } = given;
  if (client_secret !== undefined) return client_secret;
  if (name !== undefined) {
    const value = variable(name);
    if (!value) throw new Error(`client_secret_env names the variable ${name}, which is not set.`);
    return value;
  }
  const content = await readText(resolve(folder, path as string), { mostCharacters }).catch(({ message }: Error) => {
    throw new Error(`client_secret_file ${message}`);
  });
  // Editors and `echo` end the file with a line break.
  const secret = content.replace(/\r?\n$/, '');
  if (secret === '') throw new Error('client_secret_file must not be empty.');
  return secret;
}

function repeated({ place }: Parsed, providers: readonly ProviderInFile[], field: 'id' | 'issuer'): string[] {
  return providers.flatMap((provider, index) => {
    const first = providers.findIndex((other) => compared[field](other) === compared[field](provider));
    if (first === index) return [];
    const at = ['providers', index, field];
    return [`${place(at)} ${nameOf(provider.id)} ${field} is the same as that of another provider.`];
  });
}

const compared = {
  id: ({ id }: ProviderInFile) => id,
  // With and without a slash after the host, it is the same.
  issuer: ({ issuer }: ProviderInFile) => new URL(issuer).href,
};

const nameOf = (id: string) => `provider ${id}:`;

function faultsOf(issue: z.core.$ZodIssue, { place, value }: Parsed): string[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const message = issue.code === 'unrecognized_keys' ? 'is not a key that is allowed here.' : issue.message;
  return paths.map((path) => {
    const [list, index, ...field] = path;
    const found = (value as { providers?: { id?: unknown }[] } | null)?.providers?.[index as number]?.id;
    const isInOne = list === 'providers' && typeof index === 'number' && field.length > 0;
    const about =
      isInOne && typeof found === 'string' ? `${nameOf(found)} ${written(field)}` : written(path) || 'The file';
    return `${place(path)} ${about} ${message}`;
  });
}

const expected: Partial<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  boolean: 'true or false',
};

/** The rule that a value breaks, in words that follow its path. */
const rule: z.core.$ZodErrorMap = ({ code, input, expected: type }) => {
  if (code !== 'invalid_type') return undefined;
  return input === undefined ? 'is required.' : `must be ${expected[String(type)] ?? type}.`;
};
