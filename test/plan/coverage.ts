/** How much of the schema random requests cover: every field, argument and value, and how often each was generated. */
import { type GraphQLObjectType, getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { type Generated, printed } from './random-requests.ts';

const types = Object.values(printed.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const roots = [printed.getQueryType(), printed.getMutationType()].filter((type) => type != null);
const others = types.filter(isObjectType).filter((type) => !roots.includes(type));
const inputs = types.filter(isInputObjectType);

const fieldsOf = (type: Pick<GraphQLObjectType, 'name'> & { getFields(): object }) =>
  Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);

const argumentsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields()).flatMap(({ name, args }) =>
    args.map((argument) => `${type.name}.${name}(${argument.name})`),
  );

const given = [
  ...[...roots, ...others].flatMap((type) => Object.values(type.getFields()).flatMap(({ args }) => args)),
  ...inputs.flatMap((type) => Object.values(type.getFields())),
].map(({ type }) => getNamedType(type));

/** Everything that a request can contain, by kind. */
const places = {
  rootFields: roots.flatMap(fieldsOf),
  rootArguments: roots.flatMap(argumentsOf),
  inputFields: inputs.flatMap(fieldsOf),
  /** Of enums that are used as input. */
  enumValues: types
    .filter(isEnumType)
    .filter((type) => given.includes(type))
    .flatMap((type) => type.getValues().map(({ name }) => `${type.name}.${name}`)),
  fields: others.flatMap(fieldsOf),
  fieldArguments: others.flatMap(argumentsOf),
};

export type PlaceKind = keyof typeof places;

/** The items of a kind that were generated less often than this. */
export const rarerThan = (times: number, kind: PlaceKind, generated: Generated): string[] =>
  places[kind].filter((place) => (generated.get(place) ?? 0) < times);

/** How many items of each kind exist, how many were generated, and how often the rarest was. */
export const coverage = (generated: Generated) =>
  Object.fromEntries(
    Object.entries(places).map(([kind, all]) => {
      const times = all.map((place) => generated.get(place) ?? 0);
      return [kind, { all: all.length, generated: times.filter((one) => one > 0).length, least: Math.min(...times) }];
    }),
  );
