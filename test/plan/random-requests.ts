/**
 * Random requests that are valid for `schema/api.graphql` and made only from it: every root field and argument, variables at
 * any depth of a value, defaults that are used or not, conditions, fragments, interfaces, aliases, and documents in arguments.
 */
import { readFileSync } from 'node:fs';
import type { GeneratorValue } from 'fast-check';
import fc from 'fast-check';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { dialect, type Known, type Noun, nounOf, texts, usually } from './values.ts';

export const printed = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

export interface Request {
  document: string;
  /** Of a document with several operations. */
  operationName: string | null;
  /** The variables that are sent with the document. */
  variables: Record<string, unknown>;
}

/** How often each field, argument, input field and enum value was generated, such as `Query.users(search)`. Rare ones are preferred. */
export type Generated = Map<string, number>;

/** A value as it is written in a document, and as it is sent in a variable. */
interface Value {
  text: string;
  json: unknown;
}

type Field = GraphQLField<unknown, unknown>;

const deepest = 6;
const mostFields = 20;

export const rootFields = (kind: 'query' | 'mutation'): Field[] =>
  Object.values((kind === 'query' ? printed.getQueryType() : printed.getMutationType())?.getFields() ?? {});

interface Options {
  /** Updated with each generated item. */
  generated?: Generated;
  /** Ids and words that it uses. */
  known?: Known;
  /** The only root field that it calls. */
  only?: { kind: 'query' | 'mutation'; field: Field };
  /** Whether it is inside an argument of another request, and therefore smaller. */
  isInside?: boolean;
}

/** A request with one operation, or that runs one of two. */
export function randomRequest(
  g: GeneratorValue,
  { generated = new Map(), known = usually, only, isInside = false }: Options = {},
): Request {
  const below = (most: number) => g(fc.nat, { max: most });
  const oneIn = (n: number) => below(n - 1) === 0;
  const pick = <T>(from: readonly T[]) => from[below(from.length - 1)] as T;
  const fragments: string[] = [];
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const cover = (place: string) => generated.set(place, timesOf(place) + 1);
  const timesOf = (place: string) => generated.get(place) ?? 0;
  let left = isInside ? 6 : mostFields;
  let count = 0;

  /** Picks two and returns the one that was generated less often. */
  function rarer<T>(from: readonly T[], placeOf: (one: T) => string): T {
    const [one, other] = [pick(from), pick(from)];
    return timesOf(placeOf(one)) <= timesOf(placeOf(other)) ? one : other;
  }

  /** A value, or a variable in its place. */
  function value(type: GraphQLInputType, name: string, noun: Noun | null, depth: number): Value {
    if (!isNonNullType(type) && oneIn(30)) return nothing;
    if (!oneIn(9)) return written(type, name, noun, depth, value);
    return { text: variable(type, () => written(type, name, noun, depth, written)), json: null };
  }

  const nothing: Value = { text: 'null', json: null };

  /** Declares a variable that is sent, sent as null or not sent, with or without a default. */
  function variable(type: GraphQLInputType, make: () => Value): string {
    const called = `v${count++}`;
    const byDefault = oneIn(3) ? ` = ${make().text}` : '';
    // With a default, a variable of a nullable type may be used where null is not allowed.
    const declaredAs = byDefault && isNonNullType(type) && oneIn(2) ? type.ofType : type;
    const mayMiss = byDefault !== '' || !isNonNullType(declaredAs);
    if (!mayMiss || !oneIn(byDefault ? 2 : 6))
      variables[called] = !isNonNullType(declaredAs) && oneIn(8) ? null : make().json;
    declared.push(`$${called}: ${declaredAs}${byDefault}`);
    return `$${called}`;
  }

  type Make = (type: GraphQLInputType, name: string, noun: Noun | null, depth: number, make: Make) => Value;

  const written: Make = (type, name, noun, depth, make) => {
    if (isNonNullType(type)) return written(type.ofType, name, noun, depth, make);
    if (isListType(type)) return list(type.ofType, name, noun, depth, make);
    if (isInputObjectType(type)) return object(type, noun, depth, make);
    if (isEnumType(type)) {
      const { name: chosen } = rarer(type.getValues(), ({ name }) => `${type.name}.${name}`);
      cover(`${type.name}.${chosen}`);
      return { text: chosen, json: chosen };
    }
    const fresh = `${count++}x${below(2 ** 28)}`;
    const json = pick(texts(getNamedType(type).name, name, noun, fresh, known));
    const isBare = typeof json !== 'string' || (/^\d{1,9}$/.test(json) && getNamedType(type).name === 'Int64Bit');
    return { text: isBare ? String(json) : JSON.stringify(json), json };
  };

  function list(type: GraphQLInputType, name: string, noun: Noun | null, depth: number, make: Make): Value {
    const items = Array.from({ length: oneIn(8) ? 0 : 1 + below(1) }, () => make(type, name, noun, depth, make));
    const [only] = items;
    if (items.length === 1 && only && !only.text.startsWith('$') && oneIn(4)) return only;
    return { text: `[${items.map(({ text }) => text).join(', ')}]`, json: items.map(({ json }) => json) };
  }

  function object(type: GraphQLNamedType, noun: Noun | null, depth: number, make: Make): Value {
    if (!isInputObjectType(type)) throw new Error(`${type.name} is no input.`);
    const fields = Object.values(type.getFields());
    const parts = documentIn(fields);
    const path = type.name === 'ReverseRelationFilter' && noun ? pathFrom(noun) : null;
    // A paginator has exactly one of these.
    const eitherOr = type.name === 'Paginator' ? ['page', 'after'] : [];
    const chosen = eitherOr.length > 0 ? pick(eitherOr) : null;
    for (const field of fields) {
      const place = `${type.name}.${field.name}`;
      const fits = type.name !== 'Search' || !noun || noun.fits(field.name);
      const isDeep = depth > 2 && isInputObjectType(getNamedType(field.type));
      const isGiven = eitherOr.includes(field.name)
        ? field.name === chosen
        : parts.has(field.name) || isRequiredInputField(field) || (!isDeep && oneIn(fits ? 4 : 60));
      if (isGiven) cover(place);
      if (!isGiven || parts.has(field.name)) continue;
      const relation = path && field.name === 'relation' ? quoted(path.name) : null;
      if (!relation) parts.set(field.name, make(field.type, place, path?.to ?? noun, depth + 1, make));
      else
        parts.set(
          field.name,
          make === value && oneIn(9) ? { text: variable(field.type, () => relation), json: null } : relation,
        );
    }
    return {
      text: `{ ${given(parts)} }`,
      json: Object.fromEntries([...parts].map(([name, { json }]) => [name, json])),
    };
  }

  const given = (parts: Map<string, Value>) => [...parts].map(([name, { text }]) => `${name}: ${text}`).join(', ');

  /** Where an argument is a document: mostly another random request, with or without its variables. */
  function documentIn(fields: readonly { name: string }[]): Map<string, Value> {
    const parts = new Map<string, Value>();
    const has = (wanted: string) => fields.some(({ name }) => name === wanted);
    if (!has('document') || isInside || oneIn(4)) return parts;
    const { document, operationName, variables } = randomRequest(g, { known, isInside: true });
    parts.set('document', quoted(document));
    if (operationName && has('operation_name')) parts.set('operation_name', quoted(operationName));
    if (has('variables') && !oneIn(3)) parts.set('variables', quoted(JSON.stringify(variables)));
    return parts;
  }

  const quoted = (text: string): Value => ({ text: JSON.stringify(text), json: text });

  /** A relation, or a path of several. */
  function pathFrom(noun: Noun): { name: string; to: Noun } {
    const steps: string[] = [];
    let to = noun;
    for (let wanted = 1 + (oneIn(3) ? below(2) : 0); wanted > 0 && to.relations.length > 0; wanted--) {
      const step = pick(to.relations);
      steps.push(step.name);
      to = nounOf(step);
    }
    return { name: steps.join('.'), to };
  }

  function argumentText(field: Field, place: string): string {
    const noun = field.args.some(({ name }) => name === 'reverse_relation_filters') ? nounOf(field) : null;
    const fits = ({ name }: GraphQLArgument) => !noun || noun.fits(name);
    const rarely = (name: string) => (timesOf(`${place}(${name})`) < 2 ? 8 : 80);
    const parts = documentIn(field.args);
    const likely = (one: GraphQLArgument) => {
      if (!noun) return 2;
      if (one.name === 'general_search_mode' && parts.has('general_search')) return 2;
      return !fits(one) ? 60 : dialect.has(one.name) ? 7 : rarely(one.name);
    };
    for (const one of field.args) {
      if (!parts.has(one.name) && !isRequiredArgument(one) && !oneIn(likely(one))) continue;
      cover(`${place}(${one.name})`);
      if (!parts.has(one.name)) parts.set(one.name, value(one.type, `${field.name}.${one.name}`, noun, 0));
    }
    return parts.size > 0 ? `(${given(parts)})` : '';
  }

  /** Mostly no condition, and sometimes both. */
  function condition(): string {
    if (!oneIn(12)) return '';
    return oneIn(8) ? directive(true) + directive(false) : directive(oneIn(2));
  }

  function directive(isIncluded: boolean): string {
    const keeps = { text: String(isIncluded === oneIn(2)), json: isIncluded === oneIn(2) };
    const bool = printed.getType('Boolean') as GraphQLInputType;
    const text = oneIn(3) ? keeps.text : variableOf(bool, keeps);
    return ` @${isIncluded ? 'include' : 'skip'}(if: ${text})`;
  }

  /** A variable of a non-null type. */
  function variableOf(type: GraphQLInputType, { text, json }: Value): string {
    const called = `v${count++}`;
    const byDefault = oneIn(2) ? ` = ${oneIn(2)}` : '';
    if (byDefault === '' || oneIn(2)) variables[called] = json;
    declared.push(`$${called}: ${type}!${byDefault}`);
    return text && `$${called}`;
  }

  function fieldText(parent: string, field: Field, depth: number): string | null {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= deepest) return null;
    left--;
    const place = `${parent}.${field.name}`;
    cover(place);
    const alias = oneIn(4) ? `a${count++}: ` : '';
    const inside = argumentText(field, place) + condition();
    return `${alias}${field.name}${inside}${isCompositeType(type) ? selection(type, depth + 1) : ''}`;
  }

  function selection(type: GraphQLNamedType, depth: number): string {
    const made = fragments.findIndex((one) => one.split(' ')[3] === type.name);
    if (made >= 0 && oneIn(8)) return ` { ...F${made}${condition()} }`;
    const parts = isAbstractType(type) ? abstractParts(type, depth) : objectParts(type, depth);
    if (parts.length === 0 || oneIn(8)) parts.push('__typename');
    const text = `{ ${parts.join(' ')} }`;
    if (!oneIn(6)) return text;
    if (oneIn(2)) return ` { ... on ${type.name}${condition()} ${text} }`;
    fragments.push(`fragment F${fragments.length} on ${type.name} ${text}`);
    return ` { ...F${fragments.length - 1}${condition()} }`;
  }

  function objectParts(type: GraphQLNamedType, depth: number): string[] {
    const fields = 'getFields' in type ? (Object.values(type.getFields()) as Field[]) : [];
    // Prefers rows to counts, so that nested fields are selected too.
    const [rows] = fields.filter(({ name }) => name === 'entities');
    const parts: string[] = [];
    const used = new Set<string>();
    for (let wanted = 1 + below(2); wanted > 0 && left > 0; wanted--) {
      const field = rows && !oneIn(4) ? rows : rarer(fields, ({ name }) => `${type.name}.${name}`);
      const text = used.has(field.name) ? null : fieldText(type.name, field, depth);
      used.add(field.name);
      if (text) parts.push(text);
    }
    return parts;
  }

  function abstractParts(type: GraphQLNamedType, depth: number): string[] {
    if (!isAbstractType(type)) return [];
    const possible = pick(printed.getPossibleTypes(type));
    return [...(oneIn(2) ? ['id'] : []), `... on ${possible.name} ${selection(possible, depth)}`];
  }

  const kind = only?.kind ?? (oneIn(4) ? 'mutation' : 'query');
  const parent = kind === 'query' ? 'Query' : 'Mutation';
  const root = () => only?.field ?? rarer(rootFields(kind), ({ name }) => `${parent}.${name}`);
  const roots = Array.from(
    { length: only ? 1 : 1 + below(1) },
    (_, place) => `r${place}: ${fieldText(parent, root(), 1)?.replace(/^a\d+: /, '')}`,
  );
  const [others, operationName] = oneIn(15)
    ? ['query Other { users { entities { role { logs { entities { id } } } } } }\n', 'Q']
    : ['', null];
  const heading = declared.length > 0 ? ` Q(${declared.join(', ')})` : operationName ? ' Q' : '';
  return {
    document: `${others}${kind}${heading} { ${roots.join(' ')} }\n${fragments.join('\n')}`,
    operationName,
    variables,
  };
}
