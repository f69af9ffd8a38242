/**
 * What is ticked in the tree of permissions. Ticking a permission ticks its methods; of these, and of the methods that
 * take no permission, some may be taken out again. Nothing taken out is no limit to methods at all.
 */
import type { Permission } from '../../api/documents.ts';
import type { Catalog, PermissionInfo } from './catalog.ts';

export interface Picked {
  permissions: ReadonlySet<Permission>;
  /** The methods taken out. */
  without: ReadonlySet<string>;
}

export type Tick = 'on' | 'partly' | 'off';

export const nothing: Picked = { permissions: new Set(), without: new Set() };

export function tickOf({ permissions, without }: Picked, { name, methods }: PermissionInfo): Tick {
  if (!permissions.has(name)) return 'off';
  return methods.some((method) => without.has(method.name)) ? 'partly' : 'on';
}

/** Of several: all, some or none of them. */
export function tickOfAll(ticks: Tick[]): Tick {
  if (ticks.every((tick) => tick === 'on')) return 'on';
  return ticks.every((tick) => tick === 'off') ? 'off' : 'partly';
}

export function setPermission(
  { permissions, without }: Picked,
  { name, methods }: PermissionInfo,
  on: boolean,
): Picked {
  const names = new Set(methods.map((method) => method.name));
  return {
    permissions: changed(permissions, name, on),
    without: new Set([...without].filter((method) => !names.has(method))),
  };
}

/** A method ticked under a permission that is not brings the permission with it, and none of its other methods. */
export function setMethod(picked: Picked, method: string, on: boolean, under?: PermissionInfo): Picked {
  if (!under || picked.permissions.has(under.name)) return { ...picked, without: changed(picked.without, method, !on) };
  const others = under.methods.map(({ name }) => name).filter((name) => name !== method);
  return {
    permissions: changed(picked.permissions, under.name, true),
    without: new Set([...picked.without, ...others]),
  };
}

/** The methods a token may call, or null where nothing was taken out. */
export function methodsOf({ permissions, without }: Picked, catalog: Catalog): string[] | null {
  const gated = catalog.permissions.filter(({ name }) => permissions.has(name)).flatMap(({ methods }) => methods);
  const all = [...gated, ...catalog.open].map(({ name }) => name);
  return all.some((name) => without.has(name)) ? all.filter((name) => !without.has(name)) : null;
}

/** The other way round, for a token that exists. Methods alone bring their permissions. */
export function pickedOf(
  permissions: readonly Permission[] | null,
  methods: readonly string[] | null,
  catalog: Catalog,
): Picked {
  const called = new Set(methods);
  const implied = catalog.permissions.filter((info) => info.methods.some(({ name }) => called.has(name)));
  const held = new Set(permissions ?? implied.map(({ name }) => name));
  const gated = catalog.permissions.filter(({ name }) => held.has(name)).flatMap(({ methods }) => methods);
  const out = [...gated, ...catalog.open].map(({ name }) => name).filter((name) => !called.has(name));
  return { permissions: held, without: new Set(methods ? out : []) };
}

function changed<Value>(set: ReadonlySet<Value>, value: Value, on: boolean): Set<Value> {
  const after = new Set(set);
  if (on) after.add(value);
  else after.delete(value);
  return after;
}
