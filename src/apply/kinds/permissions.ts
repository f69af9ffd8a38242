/** The custom permissions of an access file. */

import { type Ask, AskError } from '../../commands/ask.ts';
import { type Change, differences, done, removalOf } from '../change.ts';
import type { CurrentPermission, State } from '../state.ts';
import type { Wanted } from '../wanted.ts';

const create = `mutation Apply($input: CreatePermissionMutationInput) { createPermission(input: $input) { id } }`;
const update = `mutation Apply($id: Int64Bit!, $input: UpdatePermissionMutationInput) {
  updatePermission(id: $id, input: $input) { id }
}`;
const retire = `mutation Apply($id: Int64Bit!) { retirePermission(id: $id) { id } }`;
const remove = `mutation Apply($id: Int64Bit!) { deletePermission(id: $id) { success } }`;

export function planPermissions({ permissions, name: managed_by }: Wanted, { custom }: State): Change[] {
  return permissions.flatMap(({ name, place, ...values }): Change[] => {
    const current = custom.find((one) => one.name === name);
    const kept = current && { ...current, retired: current.retired_at !== null };
    const fields = differences(kept ?? {}, { ...values, ...(kept ? { retired: false } : {}) });
    const change = { kind: 'permission', name, place, fields } as const;
    if (!current)
      return [
        { ...change, act: 'create', make: (ask) => done(ask(create, { input: { name, ...values, managed_by } })) },
      ];
    const input = {
      ...values,
      ...(values.warning === null ? { unset_warning: true } : {}),
      ...(current.retired_at === null ? {} : { unset_retired: true }),
    };
    return fields.length === 0
      ? []
      : [{ ...change, act: 'update', make: (ask) => done(ask(update, { id: current.id, input })) }];
  });
}

/** A permission that was retired stays, because something may still have it. */
export const leftPermissions = ({ permissions, name }: Wanted, { custom }: State): Change[] =>
  custom
    .filter((one) => one.managed_by === name && one.retired_at === null)
    .filter((one) => !permissions.some((wanted) => wanted.name === one.name))
    .map((one) => removalOf('retire', 'permission', one.name, (ask) => removeOrRetire(ask, one)));

async function removeOrRetire(ask: Ask, { id }: CurrentPermission): Promise<void> {
  try {
    await ask(remove, { id });
  } catch (error) {
    if (!(error instanceof AskError) || error.code !== 'CONFLICT') throw error;
    await ask(retire, { id });
  }
}
