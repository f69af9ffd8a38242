/** The permission sets of an access file. */
import { foldName } from '../../domain/base/names.ts';
import { type Change, differences, done, removalOf } from '../change.ts';
import type { State } from '../state.ts';
import type { Wanted } from '../wanted.ts';

const create = `mutation Apply($input: CreatePermissionSetMutationInput) { createPermissionSet(input: $input) { id } }`;
const update = `mutation Apply($id: Int64Bit!, $input: UpdatePermissionSetMutationInput) {
  updatePermissionSet(id: $id, input: $input) { id }
}`;
const remove = `mutation Apply($id: Int64Bit!) { deletePermissionSet(id: $id) { success } }`;

export function planSets({ sets, name: managed_by }: Wanted, state: State): Change[] {
  return sets.flatMap(({ name, place, ...values }): Change[] => {
    const current = state.sets.find((one) => foldName(one.name) === foldName(name));
    const fields = differences({ ...current }, { ...(current ? { name } : {}), ...values });
    const change = { kind: 'permission_set', name, place, fields } as const;
    const input = { name, ...values };
    if (!current)
      return [
        {
          ...change,
          act: 'create',
          make: async (ask, ids) => {
            const made = await ask<{ createPermissionSet: { id: string } }>(create, {
              input: { ...input, managed_by },
            });
            ids.sets.set(foldName(name), made.createPermissionSet.id);
            return undefined;
          },
        },
      ];
    const { id } = current;
    const make: Change['make'] = (ask) => done(ask(update, { id, input }));
    return fields.length === 0 ? [] : [{ ...change, act: 'update', make }];
  });
}

export const leftSets = ({ sets, name }: Wanted, state: State): Change[] =>
  state.sets
    .filter((one) => one.managed_by === name)
    .filter((one) => !sets.some((wanted) => foldName(wanted.name) === foldName(one.name)))
    .map(({ id, name }) => removalOf('remove', 'permission_set', name, (ask) => ask(remove, { id })));
