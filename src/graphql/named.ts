/** Documents that a request names in its arguments: parsed and checked once, all of them within one budget. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { DomainError, invalid } from '../domain/errors.ts';
import { because } from '../domain/reasons.ts';
import { fieldsOf, limits, newTally, parseWithin } from './limits.ts';

/** An operation of a document that fits the schema. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

export interface NamedDocuments {
  /** The operation named. Errors: INVALID_INPUT with the field at fault, LIMITED. `place` is what errors put before their field. */
  require(text: string, operationName: string | null | undefined, schema: GraphQLSchema, place?: string): Operation;
  /** The operation of a document that was checked when it was stored; null: there is none of that name. */
  stored(text: string, operationName: string | null | undefined): Operation | null;
}

/** A document may be planned for several reasons, so its fields count each time. */
const mostFields = 5 * limits.fields;

/** The documents named by one request. */
export function namedDocuments(): NamedDocuments {
  const tally = newTally();
  const known = new Map<string, Known>();
  let left = mostFields;

  function parsed(text: string): Known {
    const found = known.get(text);
    if (found) return found;
    const document = parseWithin(text, tally);
    const added = { document, fields: fieldsOf(document), fault: undefined };
    known.set(text, added);
    return added;
  }

  function chosen({ document, fields }: Known, operationName: string | null | undefined): Operation | null {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    left -= fields.get(operation) ?? 0;
    if (left < 0)
      throw new DomainError(
        'LIMITED',
        `The documents named by this request have more than ${mostFields} fields together.`,
      );
    return { document, operation };
  }

  return {
    require: (text, operationName, schema, place = '') => {
      const found = read(`${place}document`, () => parsed(text));
      found.fault ??= validate(schema, found.document, undefined, { maxErrors: 1 })[0]?.message ?? null;
      if (found.fault) throw invalid(`${place}document`, `does not fit the schema: ${found.fault}`);
      const operation = chosen(found, operationName);
      if (!operation) throw invalid(`${place}operation_name`, because('NO_SUCH_OPERATION'));
      return operation;
    },
    stored: (text, operationName) => chosen(parsed(text), operationName),
  };
}

interface Known {
  document: DocumentNode;
  fields: Map<OperationDefinitionNode, number>;
  /** Why it does not fit the schema; null: it does; undefined: nobody asked yet. */
  fault: string | null | undefined;
}

function read<T>(field: string, parsed: () => T): T {
  try {
    return parsed();
  } catch (error) {
    if (error instanceof GraphQLError) throw invalid(field, `cannot be read: ${error.message}`);
    throw error;
  }
}
