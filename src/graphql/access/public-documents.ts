/** What callers without a credential may select: `__typename` and the root fields for all callers. */
import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { schema } from '../schema.ts';
import type { Access } from './access-rules.ts';

const open = new Set(
  [schema.getQueryType(), schema.getMutationType()]
    .flatMap((type) => Object.values(type?.getFields() ?? {}))
    .filter(({ extensions }) => 'public' in (extensions.access as Access))
    .map(({ name }) => name)
    .concat('__typename'),
);

/** Whether every operation selects only those at its root. Decided from the document alone, before it is validated. */
export function isPublic({ definitions }: DocumentNode): boolean {
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet]] : [])),
  );
  const seen = new Set<string>();
  const only = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).every((node) => {
      if (node.kind === Kind.FIELD) return open.has(node.name.value);
      if (node.kind === Kind.INLINE_FRAGMENT) return only(node.selectionSet);
      if (seen.has(node.name.value)) return true;
      seen.add(node.name.value);
      return only(fragments.get(node.name.value));
    });
  return definitions.every((one) => one.kind !== Kind.OPERATION_DEFINITION || only(one.selectionSet));
}
