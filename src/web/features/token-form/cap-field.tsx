/** The field for the cap of a token: selected permissions, a permission set, or none. */
import type { ReactNode } from 'react';
import { Radios } from '../../ui/radios.tsx';
import { useWords } from '../../words/words.tsx';
import type { Catalog } from '../permissions/catalog.ts';
import { PermissionPicker } from '../permissions/permission-picker.tsx';
import { nothing } from '../permissions/selection.ts';
import { Templates } from '../permissions/templates.tsx';
import type { PermissionSet } from './documents.ts';
import { type Draft, isLimitedByDocuments } from './draft.ts';
import { areKnown, isBlank } from './operation-drafts.ts';
import { useOwner } from './owner.ts';

interface CapFieldProps {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  /** Limits the token by a document instead. */
  bind: () => void;
  catalog: Catalog;
  sets: PermissionSet[];
  error?: ReactNode;
}

export function CapField({ draft, change, bind, catalog, sets, error }: CapFieldProps) {
  const words = useWords().tokens.cap;
  const owner = useOwner();
  const modes = { ...words.modes, everything: owner.words.everything };
  // Users cannot give permissions that they lack; those that an existing token has are shown nevertheless.
  const offered = catalog.permissions.filter(
    ({ name, retired }) => (owner.may(name) && !retired) || draft.selection.permissions.has(name),
  );
  const isCustom = draft.mode === 'custom';
  const isByDocuments = isLimitedByDocuments(draft);
  const byDocuments = areKnown(draft.operations) ? words.byDocuments : words.byHashes;
  return (
    <>
      <Radios
        label={words.label}
        value={draft.mode}
        options={(['custom', 'set', 'everything'] as const).map((value) => ({ value, ...modes[value] }))}
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
      {isCustom && (
        <div className="field" data-invalid={error ? true : undefined}>
          <span className="field-label">{words.custom}</span>
          <Templates
            offered={offered}
            selected={draft.selection.permissions}
            // What was entered of a document stays, and limits the token further.
            onSelect={(permissions) =>
              change({
                selection: { ...nothing, permissions: new Set(permissions) },
                operations: draft.operations.filter((operation) => !isBlank(operation)),
              })
            }
            onBind={bind}
            isBound={isByDocuments}
          />
          <PermissionPicker
            label={words.custom}
            catalog={{ ...catalog, permissions: offered }}
            selection={draft.selection}
            onChange={(selection) => change({ selection })}
            forToken
            withMethods
            areRisksShown
            nothingMeans={isByDocuments ? byDocuments : undefined}
            error={error}
          />
        </div>
      )}
    </>
  );
}
