/**
 * Where users choose permissions: a level for each noun, single permissions and methods in the tree below, one sentence on what is
 * selected, and warnings.
 */
import './permission-picker.css';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { DownIcon } from '../../ui/icons.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useWords } from '../../words/words.tsx';
import type { Catalog } from './catalog.ts';
import { LevelList } from './level-list.tsx';
import { levelOf, nounsOf } from './levels.ts';
import { Meaning } from './meaning.tsx';
import type { PermissionSelection } from './selection.ts';
import { SelectionWarnings } from './selection-warnings.tsx';

/** Loaded when it is unfolded, because most users need only the levels. */
const PermissionTree = lazy(async () => ({ default: (await import('./permission-tree.tsx')).PermissionTree }));

interface PermissionPickerProps {
  label: string;
  /** What is offered. */
  catalog: Catalog;
  selection: PermissionSelection;
  onChange: (selection: PermissionSelection) => void;
  forToken: boolean;
  /** Whether methods can be selected too. */
  withMethods?: boolean;
  areRisksShown?: boolean;
  /** What the sentence says while nothing is selected. */
  nothingMeans?: string | undefined;
  error?: ReactNode;
}

export function PermissionPicker(props: PermissionPickerProps) {
  const { label, catalog, selection, onChange, forToken, withMethods = false, areRisksShown = false } = props;
  const { nothingMeans, error } = props;
  const words = useWords().permissions;
  const { permissions } = catalog;
  const selected = permissions.filter(({ name }) => selection.permissions.has(name));
  const errorId = useId();
  const [isUnfolded, setUnfolded] = useState(() => !areLevels(catalog, selection));
  return (
    <div className="picker">
      <Meaning {...{ selected, forToken, nothingMeans }} />
      {error && (
        <p id={errorId} className="field-error">
          {error}
        </p>
      )}
      <LevelList {...{ permissions, selection, onChange }} errorId={error ? errorId : undefined} />
      <Disclosure className="advanced" isExpanded={isUnfolded} onExpandedChange={setUnfolded}>
        <Heading level={2}>
          <Button slot="trigger" className="button quiet">
            <DownIcon /> {withMethods ? words.singleWithMethods : words.single}
          </Button>
        </Heading>
        <DisclosurePanel>
          {isUnfolded && (
            <Suspense fallback={<Loading />}>
              <PermissionTree {...{ label, catalog, selection, onChange, withMethods }} />
            </Suspense>
          )}
        </DisclosurePanel>
      </Disclosure>
      <SelectionWarnings {...{ selected, forToken, areRisksShown }} />
    </div>
  );
}

/** Whether the levels express the selection, so that the tree may stay folded. */
const areLevels = ({ permissions }: Catalog, selection: PermissionSelection) =>
  nounsOf(permissions).every((noun) => levelOf(noun, selection) !== 'CUSTOM');
