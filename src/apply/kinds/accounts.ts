/** The service accounts of an access file. They are enabled, and never super admins. */
import { foldName } from '../../domain/base/names.ts';
import { type Change, differences, done, type Ids, removalOf } from '../change.ts';
import type { State } from '../state.ts';
import type { Wanted } from '../wanted.ts';

const create = `mutation Apply($input: CreateUserMutationInput) { createUser(input: $input) { id } }`;
const update = `mutation Apply($id: Int64Bit!, $input: UpdateUserMutationInput) {
  updateUser(id: $id, input: $input) { id }
}`;

export function planAccounts({ accounts, name: managed_by }: Wanted, state: State): Change[] {
  return accounts.flatMap(({ name: username, place, shownName, emailAddress, role }): Change[] => {
    const current = state.accounts.find((one) => foldName(one.username) === foldName(username));
    const roleNow = state.roles.find(({ id }) => id === current?.role_id)?.name ?? null;
    // A role is named regardless of case.
    const named = role !== null && roleNow !== null && foldName(role) === foldName(roleNow) ? roleNow : role;
    const shown = shownName ?? current?.name ?? username;
    const after = {
      ...(current ? { username, enabled: true, super_admin: false } : {}),
      name: shown,
      email_address: emailAddress,
      role: named,
    };
    const fields = differences({ ...current, role: roleNow }, after);
    const change = { kind: 'service_account', name: username, place, fields } as const;
    const values = { username, name: shown, email_address: emailAddress };
    if (!current)
      return [
        {
          ...change,
          act: 'create',
          make: async (ask, ids) => {
            const account = { public_name: shown, service_account: true, role_id: roleOf(role, ids), managed_by };
            const { createUser } = await ask<{ createUser: { id: string } }>(create, {
              input: { ...values, ...account },
            });
            ids.accounts.set(foldName(username), createUser.id);
            return undefined;
          },
        },
      ];
    const { id, super_admin } = current;
    const make: Change['make'] = (ask, ids) => {
      const standing = {
        enabled: true,
        ...(super_admin ? { super_admin: false } : {}),
        ...(role === null ? { unset_role_id: true } : { role_id: roleOf(role, ids) }),
      };
      return done(ask(update, { id, input: { ...values, ...standing } }));
    };
    return fields.length === 0 ? [] : [{ ...change, act: 'update', make }];
  });
}

const roleOf = (role: string | null, { roles }: Ids) => (role === null ? null : roles.get(foldName(role)));

/** Users are never deleted. An account that is disabled already stays so. */
export const leftAccounts = ({ accounts, name }: Wanted, state: State): Change[] =>
  state.accounts
    .filter((one) => one.managed_by === name && one.enabled)
    .filter((one) => !accounts.some((wanted) => foldName(wanted.name) === foldName(one.username)))
    .map(({ id, username }) =>
      removalOf('disable', 'service_account', username, (ask) =>
        // Without a role, so that the role can be removed, too.
        ask(update, { id, input: { enabled: false, unset_role_id: true } }),
      ),
    );
