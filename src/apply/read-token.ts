/** Reads a token of an access file, and the documents that it names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { normalizedName } from '../domain/base/names.ts';
import { checkedDescription } from '../domain/tokens/issue.ts';
import { requireLimitForms } from '../domain/tokens/limits/limits.ts';
import { hashOf, type Operation } from '../domain/tokens/operations.ts';
import type { TokenInFile } from './shape.ts';
import { faultAt, storedForm } from './stored-forms.ts';
import type { WantedToken } from './wanted.ts';
import type { Parsed, Path } from './yaml-places.ts';

const hourMs = 3600 * 1000;

const milliseconds = (duration: string) => Number.parseInt(duration, 10) * hourMs * (duration.endsWith('d') ? 24 : 1);

/** Documents are in files relative to the folder. Errors name the line and the rule of the first fault. */
export async function readToken(
  parsed: Parsed,
  path: Path,
  token: TokenInFile,
  folder: string,
): Promise<Omit<WantedToken, 'name' | 'account' | 'place'>> {
  const fault = (key: string, rule: string) => faultAt(parsed, path, key, rule);
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
    description: storedForm(parsed, path, () => checkedDescription(token.description)),
    set: permission_set === undefined ? null : normalizedName(permission_set),
    permissions: permissions ?? null,
    rootFields: root_fields ?? null,
    operations: await Promise.all(
      documents.map((one, index) =>
        operationOf(one, folder).catch(({ message }: Error) => {
          throw fault('documents', `[${index}] cannot be read: ${message}`);
        }),
      ),
    ),
    // The kinds of resources may be declared by the file itself, so they are checked later.
    limits: storedForm(parsed, path, () => requireLimitForms(token)),
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
