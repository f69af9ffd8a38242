/** Runs a compiled query. Throws if any field fails: it then has to be run by the usual executor, which reports the errors. */
import { type FieldNode, type GraphQLResolveInfo, getArgumentValues } from 'graphql';
import { coerceVariables } from '../variables.ts';
import type { CompiledQuery, Complete, Prepared, ResolvedField, Run, Selection } from './compiled-query.ts';
import { nullable } from './complete.ts';
import { after, failed, isPromise } from './promises.ts';

/** The data of the answer, or a promise of it. */
export function run(query: CompiledQuery, context: object, variables: Record<string, unknown>): unknown {
  const { schema, operation, selection, fields } = query;
  const coerced = coerceVariables(schema, operation.variableDefinitions ?? [], variables);
  if ('error' in coerced) throw coerced.error;
  const prepared = new Array<Prepared | undefined>(fields).fill(undefined);
  return answered(selection, undefined, { query, context, variableValues: coerced.values, prepared });
}

export const completeObject = (selection: Selection): Complete =>
  nullable((value, run) => answered(selection, value, run));

function answered(selection: Selection, parent: unknown, run: Run): unknown {
  const answer: Record<string, unknown> = {};
  const pending: Promise<unknown>[] = [];
  try {
    for (const field of selection) {
      const value = 'typename' in field ? field.typename : completed(field, parent, run);
      // Keeps the place of the field, also if its value comes later.
      answer[field.name] = value;
      if (isPromise(value))
        pending.push(
          value.then((one) => {
            answer[field.name] = one;
          }),
        );
    }
  } catch (error) {
    return failed(pending, error);
  }
  return after(pending, answer);
}

function completed(field: ResolvedField, parent: unknown, run: Run): unknown {
  const value = resolved(field, parent, run);
  return isPromise(value) ? value.then((one) => field.complete(one, run)) : field.complete(value, run);
}

/**
 * Access depends on the caller and the field alone, so it is checked for the first object that has the field: for the
 * others the result would be the same.
 */
function resolved(field: ResolvedField, parent: unknown, run: Run): unknown {
  const known = run.prepared[field.place];
  if (known && field.direct) return field.direct(parent, known.args, run.context, known.info);
  const { args, info } = known ?? prepare(field, run);
  return field.resolve(parent, args, run.context, info);
}

function prepare(field: ResolvedField, { query, variableValues, prepared }: Run): Prepared {
  const { definition, parentType, nodes } = field;
  const { schema, fragments, operation } = query;
  const info: GraphQLResolveInfo = {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType,
    path: { prev: undefined, key: field.name, typename: parentType.name },
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues,
  };
  const args = definition.args.length === 0 ? {} : getArgumentValues(definition, nodes[0] as FieldNode, variableValues);
  const made = { args, info };
  prepared[field.place] = made;
  return made;
}
