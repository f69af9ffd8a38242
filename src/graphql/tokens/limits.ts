/** The input fields of the simple limits of tokens. */
import type { InputFieldRef, InputShapeFromTypeParam } from '@pothos/core';
import { type Limit, limits } from '../../domain/tokens/limits/limits.ts';
import type { builder } from '../builder.ts';
import { typeOf } from '../dialect/lists.ts';

type Types = (typeof builder)['$inferSchemaTypes'];
type Builder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

type Shape<One extends Limit> = InputShapeFromTypeParam<Types, (typeof typeOf)[One['kind']], false>;

export type LimitFields = { [One in Limit as One['field']]: InputFieldRef<Types, Shape<One>> };
export type UnsetFields = {
  [One in Limit as `unset_${One['field']}`]: InputFieldRef<Types, boolean | null | undefined>;
};

export const limitFields = (t: Builder): LimitFields =>
  Object.assign(
    {},
    ...limits.map(({ field, kind, input }) => ({ [field]: t.field({ type: typeOf[kind], description: input }) })),
  );

export const unsetFields = (t: Builder): UnsetFields =>
  Object.assign({}, ...limits.map(({ field, unset }) => ({ [`unset_${field}`]: t.boolean({ description: unset }) })));
