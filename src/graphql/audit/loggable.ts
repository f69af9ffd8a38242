/** The records that log entries and notes can be about: those with a page of their own, found by type and id. */
import { mayRead } from '../../domain/lists/access.ts';
import type { Definition, Relation } from '../../domain/lists/definition.ts';
import { targetOf } from '../../domain/lists/definition.ts';
import type { Row } from '../../domain/lists/load.ts';
import { accessRequestList } from '../../domain/nouns/access-requests.ts';
import { firewallRuleList } from '../../domain/nouns/application-firewall-rules.ts';
import { permissionSetList } from '../../domain/nouns/permission-sets.ts';
import { projectList } from '../../domain/nouns/projects.ts';
import { roleList } from '../../domain/nouns/roles.ts';
import { tokenList } from '../../domain/nouns/tokens.ts';
import { userList } from '../../domain/nouns/users.ts';
import { webhookList } from '../../domain/nouns/webhooks.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';

/** The records that a log entry can be about, by the type that entries store. */
const subjects = new Map(
  [userList, roleList, permissionSetList, projectList, tokenList, accessRequestList, firewallRuleList, webhookList].map(
    (definition) => [definition.type, toOne(definition)],
  ),
);

function toOne(definition: Definition): Relation {
  const at = definition.table.id;
  return { to: definition.type, many: false, from: 'id', at, description: '' };
}

const subjectInterface = (name: string, description: string) =>
  builder.interfaceRef<Row>(name).implement({
    description,
    resolveType: (row) => row.type_name as string,
    fields: (t) => ({
      id: t.field({
        type: 'Int64Bit',
        nullable: false,
        description: 'The id of the record.',
        resolve: (row) => row.id as string,
      }),
    }),
  });

export const Loggable = subjectInterface('LoggableInterface', 'A record that a log entry can be about.');
export const Accessloggable = subjectInterface('AccessloggableInterface', 'A record that users can open.');
export const Noteable = subjectInterface('NoteableInterface', 'A record that users can leave notes on.');

/** The definitions to which a field of the first two interfaces leads, and those of the third. */
export const everySubject: Definition[] = [...subjects.values()].map(targetOf);
export const withNotes: Definition[] = everySubject.filter(({ relations }) => relations.notes);

/** The interfaces that a noun's type implements. */
export function interfacesOf(definition: Definition) {
  if (!subjects.has(definition.type)) return [];
  return definition.relations.notes ? [Loggable, Accessloggable, Noteable] : [Loggable, Accessloggable];
}

/**
 * The record; null when it was deleted or the viewer may not see it. A type that the viewer may not read at all is not
 * looked up: null would reveal whether the record was deleted, and its fields are refused in any case.
 */
export async function subjectOf({ lists, viewer }: Context, type: unknown, id: unknown): Promise<Row | null> {
  const relation = subjects.get(type as string);
  if (!relation || !viewer) return null;
  const row = mayRead(viewer, targetOf(relation)) ? await lists.row(relation, {}, id as string) : {};
  return row && { ...row, type_name: type };
}
