/** Reads a token of an access file, and the documents that it names. */
import { normalizedName } from '../domain/base/names.ts';
import { checkedDescription } from '../domain/tokens/issue.ts';
import { requireLimitForms } from '../domain/tokens/limits/limits.ts';
import { type Parsed, type Path, written } from '../files/yaml-places.ts';
import { readDocuments } from './read-documents.ts';
import type { TokenInFile } from './shape.ts';
import { storedForm } from './stored-forms.ts';
import type { WantedToken } from './wanted.ts';

const hourMs = 3600 * 1000;

/** Documents are in files within the folder. Adds what is wrong to the faults, with its line; then the token is not complete. */
export async function readToken(
  parsed: Parsed,
  path: Path,
  token: TokenInFile,
  folder: string,
  faults: string[],
): Promise<Omit<WantedToken, 'name' | 'account' | 'place'>> {
  const { permissions, permission_set, root_fields, documents } = token;
  const fault = (key: string, rule: string) =>
    faults.push(`${parsed.place([...path, key])} ${written([...path, key])} ${rule}`);
  if (permissions && permission_set !== undefined) fault('permissions', 'cannot be combined with permission_set.');
  for (const [key, list] of Object.entries({ permissions, root_fields, documents }))
    if (list?.length === 0) fault(key, 'must not be empty: leave it out for no such limit.');

  return {
    description: storedForm(parsed, path, faults, () => checkedDescription(token.description)) ?? '',
    set: permission_set === undefined ? null : normalizedName(permission_set),
    permissions: permissions ?? null,
    rootFields: root_fields ?? null,
    ...lifetimeOf(token, fault),
    // The kinds of resources may be declared by the file itself, so they are checked later.
    limits: storedForm(parsed, path, faults, () => requireLimitForms(token)) ?? requireLimitForms({}),
    operations: await readDocuments(parsed, [...path, 'documents'], documents ?? [], folder, faults),
    command: token.secret_command ?? null,
  };
}

function lifetimeOf({ renew_before, expires_in }: TokenInFile, fault: (key: string, rule: string) => void) {
  const [expiresIn, renewBefore] = [milliseconds(expires_in), milliseconds(renew_before) ?? 0];
  if (renew_before !== undefined && expiresIn === null) fault('renew_before', 'requires expires_in.');
  if (expiresIn !== null && renewBefore >= expiresIn) fault('renew_before', 'must be shorter than expires_in.');
  return { expiresIn, renewBefore };
}

const milliseconds = (duration: string | undefined): number | null =>
  duration === undefined ? null : Number.parseInt(duration, 10) * hourMs * (duration.endsWith('d') ? 24 : 1);
