/** Which users, roles and tokens a mutation of the pages changes. */
import { type DocumentNode, Kind } from 'graphql';
import type { Method } from '../../api/documents.ts';
import type { NoteableType } from './documents.ts';

const typeChangedBy: Partial<Record<Method, NoteableType>> = {
  updateUser: 'User',
  resendUserCreationEmail: 'User',
  updateRole: 'Role',
  deleteRole: 'Role',
  updatePersonalAccessToken: 'PersonalAccessToken',
  regeneratePersonalAccessToken: 'PersonalAccessToken',
  shrinkPersonalAccessToken: 'PersonalAccessToken',
  restorePersonalAccessToken: 'PersonalAccessToken',
  deletePersonalAccessToken: 'PersonalAccessToken',
  deletePersonalAccessTokens: 'PersonalAccessToken',
};

/** The documents of these mutations have the variable `id`, or `ids`. Null: it changes none. */
export function recordsChangedBy(
  { definitions: [definition] }: DocumentNode,
  variables: unknown,
): { type: NoteableType; ids: readonly string[] } | null {
  const [field] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  const type = field?.kind === Kind.FIELD ? typeChangedBy[field.name.value as Method] : undefined;
  if (!type) return null;
  const { id, ids } = variables as { id?: string; ids?: readonly string[] };
  return { type, ids: ids ?? (id === undefined ? [] : [id]) };
}
