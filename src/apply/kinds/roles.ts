/** The roles of an access file. */
import { foldName } from '../../domain/base/names.ts';
import { type Change, differences, done, removalOf } from '../change.ts';
import type { State } from '../state.ts';
import type { Wanted } from '../wanted.ts';

const create = `mutation Apply($input: CreateRoleMutationInput) { createRole(input: $input) { id } }`;
const update = `mutation Apply($id: Int64Bit!, $input: UpdateRoleMutationInput) {
  updateRole(id: $id, input: $input) { id }
}`;
const remove = `mutation Apply($id: Int64Bit!) { deleteRole(id: $id) { success } }`;

export function planRoles({ roles, name: managed_by }: Wanted, state: State): Change[] {
  return roles.flatMap(({ name, place, permissions }): Change[] => {
    const current = state.roles.find((one) => foldName(one.name) === foldName(name));
    const before = current ? { name: current.name, permissions: current.applied_permissions } : {};
    const fields = differences(before, { ...(current ? { name } : {}), permissions });
    const change = { kind: 'role', name, place, fields } as const;
    const input = { name, applied_permissions: permissions };
    if (!current)
      return [
        {
          ...change,
          act: 'create',
          make: async (ask, ids) => {
            const { createRole } = await ask<{ createRole: { id: string } }>(create, {
              input: { ...input, managed_by },
            });
            ids.roles.set(foldName(name), createRole.id);
            return undefined;
          },
        },
      ];
    const { id } = current;
    const make: Change['make'] = (ask) => done(ask(update, { id, input }));
    return fields.length === 0 ? [] : [{ ...change, act: 'update', make }];
  });
}

export const leftRoles = ({ roles, name }: Wanted, state: State): Change[] =>
  state.roles
    .filter((one) => one.managed_by === name)
    .filter((one) => !roles.some((wanted) => foldName(wanted.name) === foldName(one.name)))
    .map(({ id, name }) => removalOf('remove', 'role', name, (ask) => ask(remove, { id })));
