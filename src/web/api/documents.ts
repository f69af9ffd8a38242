/** `graphql` checks documents against the server's schema: an unknown field does not compile. */

import { initGraphQLTada, type ResultOf, type TadaDocumentNode, type VariablesOf } from 'gql.tada';
import type { introspection } from '#introspection';

export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: {
    Date: string;
    Datetime: string;
    EmailAddress: string;
    IP: string;
    Int64Bit: string;
    Numeric: string;
    SubnetScalar: string;
    Text: string;
  };
}>();

export type Permission = ReturnType<typeof graphql.scalar<'Permission'>>;

type Types = introspection['types'];

/** The name of a root field. */
export type Method = keyof Types['Query']['fields'] | keyof Types['Mutation']['fields'];

/** A document with the types of its data and its variables. */
export type Document<Data, Variables> = TadaDocumentNode<Data, Variables>;
export type { ResultOf, VariablesOf };
