/** Random mutations with plausible arguments, made from the schema, so that mutations added later are included automatically. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Rule } from '../../../src/graphql/access/access-rules.ts';
import { schema } from '../../../src/graphql/schema.ts';

/** Random numbers that follow from a seed. */
export interface Dice {
  below(most: number): number;
  chance(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  some<T>(from: readonly T[], chance: number): T[];
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    chance: (of) => next() < of,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
    some: (from, chance) => from.filter(() => next() < chance),
  };
}

/** What arguments can name: ids by kind, keys of projects, and permissions that are likely to be granted. */
export type Things = Record<'user' | 'role' | 'set' | 'token' | 'request' | 'project' | 'permission', string[]>;

export type Mutation = GraphQLField<unknown, unknown>;

export const isForPeople = ({ extensions }: Mutation) => (extensions.rule as Rule | undefined)?.person === true;

/** The permission that a row rule requires on one project, if not everywhere. */
export const asksSomewhere = ({ extensions }: Mutation) => (extensions.rule as Rule | undefined)?.permission;

/** Without mutations that only handle passwords: hashing is slow, and a one-time link has the same effect. */
export const mutations: Mutation[] = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(
  ({ name }) => name !== 'confirmPassword',
);

/** Arguments that are left out: passwords, and large ones that gain nothing beyond their parts. */
const leftOut =
  /password$|allowed_resources|resource_kinds|idempotency_key|for_document|^operations$|^note$|expires_on/;
const rare = /super_admin|allowed_subnets|^enabled$|service_account/;

/** A call of the mutation under an alias that selects `wanted` of its answer. */
export function callOf(mutation: Mutation, alias: string, wanted: string, dice: Dice, things: Things): string {
  const given = mutation.args.flatMap((argument) => argumentOf(argument, mutation.name, dice, things));
  const selected = isCompositeType(getNamedType(mutation.type)) ? `{ ${wanted} }` : '';
  return `${alias}: ${mutation.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selected}`;
}

function argumentOf(
  { name, type }: GraphQLArgument | GraphQLInputField,
  mutation: string,
  dice: Dice,
  things: Things,
): string[] {
  const required = isNonNullType(type) || name === 'input';
  if (leftOut.test(name) && !required) return [];
  if (!required && !dice.chance(rare.test(name) ? 0.05 : name === 'role_id' ? 0.7 : 0.35)) return [];
  return [`${name}: ${literal(type, name, mutation, dice, things)}`];
}

function literal(type: GraphQLInputType, name: string, mutation: string, dice: Dice, things: Things): string {
  if (isNonNullType(type)) return literal(type.ofType, name, mutation, dice, things);
  if (isListType(type)) {
    const one = () => literal(type.ofType, name, mutation, dice, things);
    return `[${[...new Set(Array.from({ length: 1 + dice.below(4) }, one))].join(', ')}]`;
  }
  if (isEnumType(type) && type.name === 'Permission' && things.permission.length > 0)
    return dice.pick(things.permission);
  if (isEnumType(type)) return dice.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return `{ ${fields.flatMap((field) => argumentOf(field, mutation, dice, things)).join(', ')} }`;
  }
  return JSON.stringify(scalar(type.name, name, mutation, dice, things));
}

let made = 0;
const fresh = () => `n${process.pid}x${++made}`;

function scalar(type: string, name: string, mutation: string, dice: Dice, things: Things): unknown {
  switch (type) {
    case 'Int64Bit':
      return dice.pick(things[kindOf(name, mutation)]) ?? '1';
    case 'Boolean':
      return name === 'enabled' ? true : dice.chance(0.5);
    case 'Int':
      return 1 + dice.below(60);
    case 'EmailAddress':
      return `${fresh()}@example.com`;
    case 'Datetime':
      return '2099-01-01T00:00:00Z';
    case 'Numeric':
      return '12345';
    case 'SubnetScalar':
      return '127.0.0.0/8';
    default:
      if (name === 'methods') return dice.pick(mutations).name;
      return name === 'project_key' ? dice.pick(things.project) : fresh();
  }
}

function kindOf(name: string, mutation: string): Exclude<keyof Things, 'project' | 'permission'> {
  const of = name === 'id' || name === 'ids' ? mutation : name;
  if (/permission_?set/i.test(of)) return 'set';
  if (/access_?token/i.test(of)) return 'token';
  if (/access/i.test(of)) return 'request';
  return /role/i.test(of) ? 'role' : 'user';
}
