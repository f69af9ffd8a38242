/** The parameters of a call by URL, which are texts, as values for the arguments of a root field. */
import {
  GraphQLBoolean,
  GraphQLFloat,
  type GraphQLInputType,
  GraphQLInt,
  getNamedType,
  getNullableType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import { DomainError, invalid } from '../../domain/base/errors.ts';
import { readJson } from '../json.ts';
import type { FieldCall } from './field-document.ts';

/**
 * Values of single arguments are given as they are, lists and objects as JSON. Their types are checked when the document
 * runs. Errors: INVALID_INPUT for an unknown parameter, a missing one and invalid JSON.
 */
export function variablesOf(
  { args }: Pick<FieldCall, 'args'>,
  parameters: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const names = args.map(({ name }) => name);
  // The message does not repeat the name: it could be anything.
  if ([...parameters.keys()].some((name) => !names.includes(name)))
    throw new DomainError(
      'INVALID_INPUT',
      `The request has an unknown parameter. The parameters are ${['session', ...names].join(', ')}.`,
    );
  const missing = args.find((arg) => isRequiredArgument(arg) && !parameters.has(arg.name));
  if (missing) throw invalid(missing.name, 'is required.');
  return Object.fromEntries(
    args.flatMap(({ name, type }) => {
      const text = parameters.get(name);
      return text === undefined ? [] : [[name, inputOf(type, name, text)]];
    }),
  );
}

function inputOf(type: GraphQLInputType, name: string, text: string): unknown {
  const plain = getNullableType(type);
  if (!isLeafType(plain)) return readJson(text, (rule) => invalid(name, rule));
  if (getNamedType(plain) === GraphQLBoolean) return booleans.get(text) ?? text;
  const isNumber = (plain === GraphQLInt || plain === GraphQLFloat) && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

const booleans = new Map([
  ['true', true],
  ['false', false],
]);
