/**
 * What is selected in the tree of permissions. Selecting a permission selects its methods; of these, and of the methods
 * that need no permission, some can be excluded. If none is excluded, methods are not limited.
 */
import type { Permission } from '../../api/documents.ts';
import type { Catalog, PermissionInfo } from './catalog.ts';

export interface PermissionSelection {
  permissions: ReadonlySet<Permission>;
  /** The excluded methods. */
  without: ReadonlySet<string>;
}

export type Tick = 'on' | 'partly' | 'off';

export const nothing: PermissionSelection = { permissions: new Set(), without: new Set() };

export function tickOf({ permissions, without }: PermissionSelection, { name, methods }: PermissionInfo): Tick {
  if (!permissions.has(name)) return 'off';
  return methods.some((method) => without.has(method.name)) ? 'partly' : 'on';
}

/** Of several nodes: all, some or none are selected. */
export function tickOfAll(ticks: Tick[]): Tick {
  if (ticks.every((tick) => tick === 'on')) return 'on';
  return ticks.every((tick) => tick === 'off') ? 'off' : 'partly';
}

export function setPermission(
  { permissions, without }: PermissionSelection,
  { name, methods }: PermissionInfo,
  on: boolean,
): PermissionSelection {
  const names = new Set(methods.map((method) => method.name));
  return {
    permissions: changed(permissions, name, on),
    without: new Set([...without].filter((method) => !names.has(method))),
  };
}

/** Selecting a method of a permission that is not selected selects the permission without its other methods. */
export function setMethod(
  selection: PermissionSelection,
  method: string,
  on: boolean,
  under?: PermissionInfo,
): PermissionSelection {
  if (!under || selection.permissions.has(under.name))
    return { ...selection, without: changed(selection.without, method, !on) };
  const others = under.methods.map(({ name }) => name).filter((name) => name !== method);
  return {
    permissions: changed(selection.permissions, under.name, true),
    without: new Set([...selection.without, ...others]),
  };
}

/** The methods that a token may call, or null where none is excluded. */
export function methodsOf({ permissions, without }: PermissionSelection, catalog: Catalog): string[] | null {
  const gated = catalog.permissions.filter(({ name }) => permissions.has(name)).flatMap(({ methods }) => methods);
  const all = [...gated, ...catalog.methodsWithoutPermission].map(({ name }) => name);
  return all.some((name) => without.has(name)) ? all.filter((name) => !without.has(name)) : null;
}

/** The selection for an existing token. Methods without permissions imply their permissions. */
export function selectionOf(
  permissions: readonly Permission[] | null,
  methods: readonly string[] | null,
  catalog: Catalog,
): PermissionSelection {
  const called = new Set(methods);
  const implied = catalog.permissions.filter((info) => info.methods.some(({ name }) => called.has(name)));
  const held = new Set(permissions ?? implied.map(({ name }) => name));
  const gated = catalog.permissions.filter(({ name }) => held.has(name)).flatMap(({ methods }) => methods);
  const out = [...gated, ...catalog.methodsWithoutPermission]
    .map(({ name }) => name)
    .filter((name) => !called.has(name));
  return { permissions: held, without: new Set(methods ? out : []) };
}

function changed<Value>(set: ReadonlySet<Value>, value: Value, on: boolean): Set<Value> {
  const after = new Set(set);
  if (on) after.add(value);
  else after.delete(value);
  return after;
}
