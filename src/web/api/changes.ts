/** What was changed in this tab, for what shows figures beside the pages: the names of the mutations that succeeded. */
import type { DocumentNode } from 'graphql';

type Listener = (mutations: readonly string[]) => void;

const listeners = new Set<Listener>();

/** Returns how to stop listening. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function announce({ definitions }: DocumentNode): void {
  const mutations = definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition'
      ? definition.selectionSet.selections.flatMap((field) => (field.kind === 'Field' ? [field.name.value] : []))
      : [],
  );
  for (const listener of [...listeners]) listener(mutations);
}
