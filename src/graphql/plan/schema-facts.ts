/** What the domain needs to know of the schema, and of documents that only the planner understands. */
import type { GraphQLSchema } from 'graphql';
import { everyPermission } from '../../domain/access/permissions.ts';
import type { SchemaFacts } from '../../domain/access/schema-facts.ts';
import { rootFieldsOf } from '../access/root-fields.ts';
import type { Context } from '../context.ts';
import type { NamedDocuments } from './named-documents.ts';
import { planOf } from './plan.ts';
import type { Sent } from './values.ts';

/** What the rules depend on besides the database. */
export const schemaFactsOf = (
  { mail, documents }: Pick<Context, 'mail' | 'documents'>,
  schema: GraphQLSchema,
): SchemaFacts => ({
  mailed: mail.configured,
  rootFields: rootFieldsOf(schema),
  needsOf: needsOf(schema, documents),
});

/** Exactly the permissions and root fields that all of the operations need. */
const needsOf =
  (schema: GraphQLSchema, documents: NamedDocuments): SchemaFacts['needsOf'] =>
  (operations) => {
    const plans = operations.map(({ document, operationName, pinnedVariables }) => {
      const pinned = pinnedVariables === null ? {} : JSON.parse(pinnedVariables);
      const stored = document === null ? null : documents.stored(document, operationName);
      const sent: Sent = { values: pinned, missing: 'free' };
      return stored && planOf(schema, stored.document, operationName, sent, documents);
    });
    const known = plans.filter((plan) => plan !== null);
    if (known.length === 0 || known.length < plans.length) return null;
    const needed = new Set(known.flatMap(({ permissions }) => permissions));
    return {
      permissions: [...everyPermission].filter((permission) => needed.has(permission)),
      methods: [...new Set(known.flatMap(({ methods }) => methods))],
    };
  };
