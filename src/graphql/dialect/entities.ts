/**
 * GraphQL types made from list definitions: an object, its connection, and the fields that lead from one to the other.
 */
import type { FieldMap, InputFieldMap } from '@pothos/core';
import { isPermission, perCatalog } from '../../domain/access/permissions.ts';
import { noteReadings } from '../../domain/audit/readings.ts';
import type { Definition, Relation } from '../../domain/lists/definition.ts';
import { targetOf } from '../../domain/lists/definition.ts';
import { joinedRows, type Row } from '../../domain/lists/load.ts';
import type { Source } from '../../domain/lists/prepare.ts';
import { requestOf } from '../../domain/lists/request.ts';
import { accessTo } from '../access/access-rules.ts';
import { interfacesOf } from '../audit/loggable.ts';
import { builder } from '../builder.ts';
import type { SignedIn } from '../context.ts';
import { sizeOf } from '../cost/answer-size.ts';
import { AggregationType, listArguments, rootArguments, typeOf } from './lists.ts';
import type { List } from './loaders.ts';
import { PageInfoType } from './page-info.ts';
import { selectedOf } from './selected-columns.ts';

const reference = (type: string) => builder.objectRef<Row>(type);
const connectionReference = (type: string) => builder.objectRef<List>(`${type}Connection`);

type Reference = ReturnType<typeof reference>;
type ConnectionReference = ReturnType<typeof connectionReference>;
type Builder = Parameters<NonNullable<Parameters<Reference['implement']>[0]['fields']>>[0];

const references = new Map<string, Reference>();
const connections = new Map<string, ConnectionReference>();

/** The GraphQL type of a noun, created at the first call. */
export function typeFor({ type }: Definition): Reference {
  const known = references.get(type) ?? reference(type);
  references.set(type, known);
  return known;
}

/** Makes a noun's type with a field for each column and relation, and the fields that `extra` adds. */
export function entity(definition: Definition, extra: (t: Builder) => FieldMap = () => ({})) {
  const access = accessTo(definition);
  return typeFor(definition).implement({
    description: definition.description,
    interfaces: interfacesOf(definition),
    ...(access ? { authScopes: access } : {}),
    fields: (t) => ({ ...columnFields(t, definition), ...relationFields(t, definition), ...extra(t) }),
  });
}

function columnFields(t: Builder, definition: Definition): FieldMap {
  const fields: FieldMap = {};
  for (const [name, { kind, nullable, description }] of Object.entries(definition.columns)) {
    fields[name] = t.field({
      type: typeOf[kind] as 'String',
      nullable,
      description,
      resolve: (row, _args, { answer }) => {
        const value = kind === 'permissions' ? known(row[name] as string[] | null) : row[name];
        if (Array.isArray(value)) answer.add(value.length, kind === 'strings' ? lengthOf(value) : 20 * value.length);
        else if (typeof value === 'string') answer.add(0, value.length);
        return value as string;
      },
    });
  }
  return fields;
}

const lengthOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.length, 0);

/** The database module reads equal lists as the same list. */
const knownLists = perCatalog(() => new WeakMap<readonly string[], readonly string[]>());

/** Leaves out permissions of a newer version, which the enum of this version does not have. */
function known(permissions: readonly string[] | null): readonly string[] | null {
  if (!permissions) return null;
  const found = knownLists().get(permissions) ?? permissions.filter(isPermission);
  knownLists().set(permissions, found);
  return found;
}

function relationFields(t: Builder, definition: Definition): FieldMap {
  const fields: FieldMap = {};
  for (const [name, relation] of Object.entries(definition.relations)) {
    const access = accessTo(targetOf(relation));
    const guarded = access ? t.withAuth(access) : t;
    fields[name] = relation.many ? manyField(guarded, relation) : oneField(guarded, name, relation);
  }
  return fields;
}

const manyField = (t: Builder, relation: Relation) =>
  t.field({
    type: connectionOf(targetOf(relation)),
    nullable: false,
    description: relation.description,
    args: listArguments(targetOf(relation)),
    extensions: { list: targetOf(relation) },
    resolve: (row, args) => ({ relation, key: row[relation.from] as string, request: requestOf(args) }),
  });

const oneField = (t: Builder, name: string, relation: Relation) =>
  t.field({
    type: typeFor(targetOf(relation)),
    nullable: true,
    description: `${relation.description} Null: there is none, or it does not match the arguments.`,
    args: listArguments(targetOf(relation)),
    extensions: { list: targetOf(relation) },
    resolve: (row, args, { lists }, info) => {
      const joined = (row[joinedRows] as Record<string, Row | null> | undefined)?.[name];
      if (joined !== undefined && Object.keys(args).length === 0) return joined;
      const key = row[relation.from] as string | null;
      return key === null ? null : lists.row(relation, requestOf(args), key, selectedOf(info, targetOf(relation)));
    },
  });

/** A noun's connection: rows, page information and aggregates, each read only when selected. */
export function connectionOf(definition: Definition): ConnectionReference {
  const known = connections.get(definition.type);
  if (known) return known;
  const connection = connectionReference(definition.type);
  connections.set(definition.type, connection);
  connection.implement({
    description: `A list of type ${definition.type}.`,
    fields: (t) => ({
      entities: t.field({
        type: [typeFor(definition)],
        nullable: { list: false, items: true },
        description: 'The rows of the page.',
        resolve: async (list, _args, { lists, viewer }, info) => {
          const { rows } = await lists.page(list, sizeOf(info), selectedOf(info, definition));
          if (viewer) noteReadings(viewer, definition, list.request, rows);
          return rows;
        },
      }),
      page_info: t.field({
        type: PageInfoType,
        nullable: false,
        description: 'The page, the cursor of its last row, and the totals.',
        resolve: async (list, _args, { lists }) => ({ ...(await lists.part(list)), list, definition }),
      }),
      aggregations: t.field({
        type: [AggregationType],
        nullable: { list: false, items: true },
        description: 'The results of `aggregation`, in its order.',
        resolve: (list, _args, { lists }) => lists.aggregates(list),
      }),
    }),
  });
  return connection;
}

/** The options of a root list: `t.withAuth(…).field(list(definition, …))`. */
export const list = (
  definition: Definition,
  description: string,
  source: (context: SignedIn) => Source = () => ({ definition }),
) => ({
  type: connectionOf(definition),
  nullable: false as const,
  description,
  args: rootArguments(definition) as InputFieldMap,
  extensions: { list: definition },
  resolve: (_root: unknown, args: Record<string, unknown>, context: SignedIn): List => ({
    source: source(context),
    request: requestOf(args),
  }),
});
