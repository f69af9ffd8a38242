/** Checks what an access file refers to, and its documents, before anything is changed. */
import type { Ask } from '../commands/ask.ts';
import { foldName } from '../domain/base/names.ts';
import { kindsNotIn } from '../domain/tokens/limits/allowed-resources.ts';
import { linesOf } from '../files/lines.ts';
import { catalogWith, type State } from './state.ts';
import { documentFaults } from './valid-documents.ts';
import type { Wanted } from './wanted.ts';

/** Errors name the line of each fault. */
export async function requireSound(ask: Ask, wanted: Wanted, state: State): Promise<void> {
  const faults = [
    ...permissionFaults(wanted, state),
    ...kindFaults(wanted, state),
    ...nameFaults(wanted, state),
    ...otherKinds(wanted, state),
    ...(await documentFaults(ask, wanted, state)),
  ];
  if (faults.length > 0) throw new Error(linesOf(faults));
}

function permissionFaults(wanted: Wanted, state: State): string[] {
  const known = new Set([...state.permissions, ...wanted.permissions.map(({ name }) => name)]);
  return [
    ...wanted.roles.map((one) => ({ ...one, what: `The role ${one.name}` })),
    ...wanted.sets.map((one) => ({ ...one, what: `The permission set ${one.name}` })),
    ...wanted.tokens.map((one) => ({ ...one, what: `The token ${one.account}/${one.name}` })),
  ].flatMap(({ permissions, place, what }) =>
    (permissions ?? [])
      .filter((name) => !known.has(name))
      .map((name) => `${place} ${what}: there is no permission ${name}.`),
  );
}

function kindFaults(wanted: Wanted, state: State): string[] {
  const catalog = catalogWith(wanted, state);
  const declared = new Set([...catalog.values()].flatMap(({ resourceKinds = [] }) => resourceKinds));
  return wanted.tokens.flatMap(({ account, name, place, limits }) =>
    kindsNotIn(declared, limits.allowedResources ?? []).map(
      (kind) => `${place} The token ${account}/${name}: no custom permission declares the resource kind ${kind}.`,
    ),
  );
}

function nameFaults({ accounts, roles, tokens, sets }: Wanted, state: State): string[] {
  const roleNames = namesOf([...roles, ...state.roles]);
  const setNames = namesOf([...sets, ...state.sets]);
  return [
    ...accounts
      .filter(({ role }) => role !== null && !roleNames.has(foldName(role)))
      .map(({ place, name, role }) => `${place} The service account ${name}: there is no role ${role}.`),
    ...tokens
      .filter(({ set }) => set !== null && !setNames.has(foldName(set)))
      .map(
        ({ place, account, name, set }) => `${place} The token ${account}/${name}: there is no permission set ${set}.`,
      ),
  ];
}

const namesOf = (items: readonly { name: string }[]) => new Set(items.map(({ name }) => foldName(name)));

/** Records that exist, but that a file cannot manage. */
function otherKinds({ permissions, sets, accounts, tokens }: Wanted, state: State): string[] {
  const custom = new Set<string>(state.custom.map(({ name }) => name));
  return [
    ...permissions
      .filter(({ name }) => state.permissions.has(name) && !custom.has(name))
      .map(({ place, name }) => `${place} The permission ${name} is built into Latchkey.`),
    ...sets
      .filter(({ name }) => state.sets.some((one) => one.built_in && foldName(one.name) === foldName(name)))
      .map(({ place, name }) => `${place} The permission set ${name} is built into Latchkey.`),
    ...accounts
      .filter(({ name }) =>
        state.accounts.some((one) => !one.service_account && foldName(one.username) === foldName(name)),
      )
      .map(({ place, name }) => `${place} The user ${name} is a person and not a service account.`),
    ...tokens.flatMap(({ place, account, name }) =>
      state.tokens
        .filter((one) => foldName(one.user.username) === foldName(account) && foldName(one.name) === foldName(name))
        .filter(({ type }) => type !== 'USER')
        .map(({ type }) => `${place} The token ${account}/${name} has the type ${type}, which files cannot describe.`),
    ),
  ];
}
