/** Documents in arguments of a request: each is parsed and checked once, and all share one budget. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { DomainError, invalid } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import { withoutValue } from '../coercion-errors.ts';
import type { Answer } from '../cost/answer-size.ts';
import { checkingCost, fieldsOf, limits, newTally, parseWithin, type Tally } from '../cost/limits.ts';
import { rules, validateInTurns } from '../cost/validate.ts';

/** An operation of a document that is valid for the schema. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

export interface NamedDocuments {
  /**
   * Parses and validates a document in slices, so that `require` finds the work done. Never throws: `require` reports
   * errors.
   */
  prepare(text: string, schema: GraphQLSchema, turn: Answer['turn']): Promise<void>;
  /**
   * The operation with this name. Errors: INVALID_INPUT with the field at fault, LIMITED. Errors put `place` before
   * their field.
   */
  require(text: string, operationName: string | null | undefined, schema: GraphQLSchema, place?: string): Operation;
  /** The operation of a document that was checked when it was stored; null if it has none of that name. */
  stored(text: string, operationName: string | null | undefined): Operation | null;
}

/** One document may be planned for several reasons, so its fields count each time. */
const mostFields = 5 * limits.fields;

/** The documents in arguments of one request. */
export function namedDocuments(): NamedDocuments {
  const tally = newTally();
  const known = new Map<string, () => Known>();
  const preparations = new Map<string, Promise<void>>();
  let left = mostFields;

  function parsed(text: string): Known {
    const found = known.get(text) ?? outcome(() => parse(text, tally));
    known.set(text, found);
    return found();
  }

  async function prepare(text: string, schema: GraphQLSchema, turn: Answer['turn']): Promise<void> {
    let found: Known;
    try {
      found = parsed(text);
    } catch {
      return;
    }
    const errors = await validateInTurns(schema, found.document, text, turn, 1);
    found.fault = faultOf(errors);
    await turn(checkingCost(text));
  }

  function chosen({ document, fields }: Known, operationName: string | null | undefined): Operation | null {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    left -= fields.get(operation) ?? 0;
    if (left < 0)
      throw new DomainError(
        'LIMITED',
        `The documents in the arguments of this request have more than ${mostFields} fields in total.`,
      );
    return { document, operation };
  }

  return {
    prepare: async (text, schema, turn) => {
      await turn(checkingCost(text));
      const preparation = preparations.get(text) ?? prepare(text, schema, turn);
      preparations.set(text, preparation);
      await preparation;
    },
    require: (text, operationName, schema, place = '') => {
      const found = validated(
        read(`${place}document`, () => parsed(text)),
        schema,
      );
      if (found.fault) throw invalid(`${place}document`, `is not valid for the schema: ${found.fault}`);
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
  /** Why it is not valid for the schema; null: it is valid; undefined: not checked yet. */
  fault: string | null | undefined;
}

function parse(text: string, tally: Tally): Known {
  const document = parseWithin(text, tally);
  return { document, fields: fieldsOf(document), fault: undefined };
}

/** Does the work now and caches its result or error for each later call. */
function outcome<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Without values: an answer must not repeat a secret. */
const faultOf = ([error]: readonly GraphQLError[]) => (error ? withoutValue(error.message) : null);

function validated(found: Known, schema: GraphQLSchema): Known {
  if (found.fault === undefined) found.fault = faultOf(validate(schema, found.document, rules, { maxErrors: 1 }));
  return found;
}

function read<T>(field: string, parsed: () => T): T {
  try {
    return parsed();
  } catch (error) {
    if (error instanceof GraphQLError) throw invalid(field, `cannot be parsed: ${error.message}`);
    throw error;
  }
}
