/**
 * Random requests that fit the printed schema, made from it and nothing else: every root field and argument, variables at
 * any depth of a value or in its place, defaults that are used or not, conditions, fragments, interfaces, aliases.
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
import { dialect, type Noun, nounOf, texts } from './values.ts';

export const printed = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

export interface Request {
  document: string;
  /** What is sent with it. */
  variables: Record<string, unknown>;
  /** Each field and argument of it, such as `Query.users(search)`. */
  covers: string[];
}

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

/** A request of one operation; of one root field alone, where it is given. */
export function randomRequest(g: GeneratorValue, only?: { kind: 'query' | 'mutation'; field: Field }): Request {
  const below = (most: number) => g(fc.nat, { max: most });
  const oneIn = (n: number) => below(n - 1) === 0;
  const pick = <T>(from: readonly T[]) => from[below(from.length - 1)] as T;
  const fragments: string[] = [];
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const covers = new Set<string>();
  let left = mostFields;
  let count = 0;

  /** A value, or a variable that stands for it. */
  function value(type: GraphQLInputType, name: string, noun: Noun | null, depth: number): Value {
    if (!oneIn(9)) return written(type, name, noun, depth, value);
    return { text: variable(type, () => written(type, name, noun, depth, written)), json: null };
  }

  /** Declares a variable: sent or not, with a default or without. */
  function variable(type: GraphQLInputType, make: () => Value): string {
    const called = `v${count++}`;
    const usually = oneIn(3) ? ` = ${make().text}` : '';
    const mayMiss = usually !== '' || !isNonNullType(type);
    if (!mayMiss || !oneIn(usually ? 2 : 6)) variables[called] = make().json;
    declared.push(`$${called}: ${type}${usually}`);
    return `$${called}`;
  }

  type Make = (type: GraphQLInputType, name: string, noun: Noun | null, depth: number, make: Make) => Value;

  const written: Make = (type, name, noun, depth, make) => {
    if (isNonNullType(type)) return written(type.ofType, name, noun, depth, make);
    if (isListType(type)) return list(type.ofType, name, noun, depth, make);
    if (isInputObjectType(type)) return object(type, noun, depth, make);
    if (isEnumType(type)) {
      const { name: chosen } = pick(type.getValues());
      return { text: chosen, json: chosen };
    }
    const json = pick(texts(getNamedType(type).name, name, noun, `${count++}x${below(2 ** 28)}`));
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
    const parts: [string, Value][] = [];
    const path = type.name === 'ReverseRelationFilter' && noun ? pathFrom(noun) : null;
    for (const field of Object.values(type.getFields())) {
      if (path && field.name === 'relation') {
        covers.add(`${type.name}.${field.name}`);
        parts.push([field.name, make === value && oneIn(9) ? named(path.name, field.type) : quoted(path.name)]);
        continue;
      }
      const fits = type.name !== 'Search' || !noun || noun.fits(field.name);
      const isDeep = depth > 2 && isInputObjectType(getNamedType(field.type));
      if (!isRequiredInputField(field) && (!fits || isDeep || !oneIn(4))) continue;
      covers.add(`${type.name}.${field.name}`);
      parts.push([field.name, make(field.type, `${type.name}.${field.name}`, path?.to ?? noun, depth + 1, make)]);
    }
    return {
      text: `{ ${parts.map(([name, { text }]) => `${name}: ${text}`).join(', ')} }`,
      json: Object.fromEntries(parts.map(([name, { json }]) => [name, json])),
    };
  }

  const quoted = (text: string): Value => ({ text: JSON.stringify(text), json: text });
  const named = (text: string, type: GraphQLInputType): Value => ({
    text: variable(type, () => quoted(text)),
    json: null,
  });

  /** A relation, or several with dots. */
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
    const given = field.args.filter((one) => isRequiredArgument(one) || (fits(one) && oneIn(likely(one, noun))));
    if (given.length === 0) return '';
    for (const { name } of given) covers.add(`${place}(${name})`);
    return `(${given.map(({ name, type }) => `${name}: ${value(type, `${field.name}.${name}`, noun, 0).text}`).join(', ')})`;
  }

  const likely = ({ name }: GraphQLArgument, noun: Noun | null) => (!noun ? 2 : dialect.has(name) ? 7 : 80);

  function condition(): string {
    if (!oneIn(12)) return '';
    const isIncluded = oneIn(2);
    const keeps = { text: String(isIncluded === oneIn(2)), json: isIncluded === oneIn(2) };
    const bool = printed.getType('Boolean') as GraphQLInputType;
    const text = oneIn(3) ? keeps.text : variableOf(bool, keeps);
    return ` @${isIncluded ? 'include' : 'skip'}(if: ${text})`;
  }

  /** Of a type that may not be null. */
  function variableOf(type: GraphQLInputType, { text, json }: Value): string {
    const called = `v${count++}`;
    const usually = oneIn(2) ? ` = ${oneIn(2)}` : '';
    if (usually === '' || oneIn(2)) variables[called] = json;
    declared.push(`$${called}: ${type}!${usually}`);
    return text && `$${called}`;
  }

  function fieldText(parent: string, field: Field, depth: number): string | null {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= deepest) return null;
    left--;
    const place = `${parent}.${field.name}`;
    covers.add(place);
    const alias = oneIn(4) ? `a${count++}: ` : '';
    const inside = argumentText(field, place) + condition();
    return `${alias}${field.name}${inside}${isCompositeType(type) ? selection(type, depth + 1) : ''}`;
  }

  function selection(type: GraphQLNamedType, depth: number): string {
    const parts = isAbstractType(type) ? abstractParts(type, depth) : objectParts(type, depth);
    if (parts.length === 0 || oneIn(8)) parts.push('__typename');
    const text = `{ ${parts.join(' ')} }`;
    if (!oneIn(6)) return text;
    if (oneIn(2)) return ` { ... on ${type.name}${condition()} ${text} }`;
    fragments.push(`fragment F${fragments.length} on ${type.name} ${text}`);
    return ` { ...F${fragments.length - 1} }`;
  }

  function objectParts(type: GraphQLNamedType, depth: number): string[] {
    const fields = 'getFields' in type ? (Object.values(type.getFields()) as Field[]) : [];
    // Rows rather than counts, so that what stands below is reached.
    const [rows] = fields.filter(({ name }) => name === 'entities');
    const parts: string[] = [];
    const used = new Set<string>();
    for (let wanted = 1 + below(2); wanted > 0 && left > 0; wanted--) {
      const field = rows && !oneIn(4) ? rows : pick(fields);
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
  const roots = Array.from(
    { length: only ? 1 : 1 + below(1) },
    (_, place) => `r${place}: ${fieldText(parent, only?.field ?? pick(rootFields(kind)), 1)?.replace(/^a\d+: /, '')}`,
  );
  const heading = declared.length > 0 ? ` Q(${declared.join(', ')})` : '';
  return {
    document: `${kind}${heading} { ${roots.join(' ')} }\n${fragments.join('\n')}`,
    variables,
    covers: [...covers],
  };
}
