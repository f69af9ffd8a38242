/** The field for the cap of a token: none, a permission set, or selected permissions. */
import type { ReactNode } from 'react';
import { Radios } from '../../ui/radios.tsx';
import { useWords } from '../../words/words.tsx';
import type { Catalog } from '../permissions/catalog.ts';
import { PermissionTree } from '../permissions/permission-tree.tsx';
import type { PermissionSet } from './documents.ts';
import type { Draft } from './draft.ts';
import { useOwner } from './owner.ts';

interface CapFieldProps {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  catalog: Catalog;
  sets: PermissionSet[];
  error?: ReactNode;
}

export function CapField({ draft, change, catalog, sets, error }: CapFieldProps) {
  const words = useWords().tokens.cap;
  const owner = useOwner();
  const modes = { ...words.modes, everything: owner.words.everything };
  // Users cannot give permissions that they lack; those that an existing token has are shown nevertheless.
  const offered = catalog.permissions.filter(
    ({ name, retired }) => (owner.may(name) && !retired) || draft.selection.permissions.has(name),
  );
  return (
    <>
      <Radios
        label={words.label}
        value={draft.mode}
        options={(['everything', 'set', 'custom'] as const).map((value) => ({ value, ...modes[value] }))}
        onChange={(mode) =>
          change({ mode, setId: mode === 'set' ? (draft.setId ?? sets[0]?.id ?? null) : draft.setId })
        }
      />
      {draft.mode === 'set' && (
        <Radios
          label={words.set}
          value={draft.setId}
          options={sets.map(({ id, name, description }) => ({
            value: id,
            label: <bdi>{name}</bdi>,
            text: <bdi>{description}</bdi>,
          }))}
          onChange={(setId) => change({ setId })}
          error={error}
        />
      )}
      {draft.mode === 'custom' && (
        <div className="field" data-invalid={error ? true : undefined}>
          <PermissionTree
            label={words.custom}
            catalog={{ ...catalog, permissions: offered }}
            selection={draft.selection}
            onChange={(selection) => change({ selection })}
            withMethods
            error={error}
          />
        </div>
      )}
    </>
  );
}
