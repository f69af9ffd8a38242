/** The root fields a token can be limited to. The schema says what there is; the rules only ask whether a name is one of them. */
import type { Permission } from './permissions.ts';

export interface Method {
  name: string;
  kind: 'QUERY' | 'MUTATION';
  description: string;
  /** Null where no permission is needed to call it. */
  permission: Permission | null;
  /** No token may call it. */
  personal: boolean;
}

let catalog: readonly Method[] = [];

/** Called once, by the schema when it is built. */
export function describe(methods: readonly Method[]): void {
  catalog = methods;
}

export const all = () => catalog;

export const isMethod = (name: string) => catalog.some((method) => method.name === name);
