/**
 * The document that calls one root field, with a variable for each of its arguments. It selects what the result itself
 * contains: values, and for a list one page of rows with their values, but no relations.
 */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

export interface FieldCall {
  name: string;
  operation: 'query' | 'mutation';
  document: string;
  args: readonly GraphQLArgument[];
}

const known = new WeakMap<GraphQLSchema, Map<string, FieldCall>>();

/** Undefined if there is no such root field. */
export function callOf(schema: GraphQLSchema, name: string): FieldCall | undefined {
  const calls = known.get(schema) ?? allCalls(schema);
  known.set(schema, calls);
  return calls.get(name);
}

function allCalls(schema: GraphQLSchema): Map<string, FieldCall> {
  const types = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  const calls = types.flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ofField(operation, field)),
  );
  return new Map(calls.map((call) => [call.name, call]));
}

function ofField(operation: FieldCall['operation'], { name, args, type }: GraphQLField<unknown, unknown>): FieldCall {
  const inParentheses = (texts: string[]) => (texts.length === 0 ? '' : `(${texts.join(', ')})`);
  const variables = inParentheses(args.map((arg) => `$${arg.name}: ${arg.type}`));
  const given = inParentheses(args.map((arg) => `${arg.name}: $${arg.name}`));
  return { name, operation, args, document: `${operation} ${name}${variables} { ${name}${given}${selection(type)} }` };
}

function selection(type: GraphQLOutputType): string {
  const fields = fieldsOf(type);
  if (!fields) return '';
  const { entities } = fields;
  // The cursor leads to the next page. Totals are left out, since they cost more than the page itself.
  if (entities) return ` { entities${selection(entities.type)} page_info { records_per_page end_cursor } }`;
  const values = Object.values(fields).filter(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  return ` { ${values.map(({ name }) => name).join(' ') || '__typename'} }`;
}

function fieldsOf(type: GraphQLOutputType) {
  const named = getNamedType(type);
  return isObjectType(named) || isInterfaceType(named) ? named.getFields() : undefined;
}
