/** The form of a token, new or existing: its name, what it may do, its expiry, and its other limits. */
import './token-form.css';
import { lazy, Suspense, useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Refusal } from '../../api/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormActions } from '../../ui/form.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { DownIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { Policy } from '../expiry/policy.ts';
import type { Catalog } from '../permissions/catalog.ts';
import { nothing } from '../permissions/selection.ts';
import { further, isFurtherFilled, type LimitDrafts, places } from '../token-limits/limits.ts';
import { CapField } from './cap-field.tsx';
import type { PermissionSet } from './documents.ts';
import type { Draft } from './draft.ts';
import { withOneMore } from './operation-drafts.ts';
import { OperationsField } from './operations-field.tsx';
import { Summary } from './summary.tsx';
import { isComplete, shownOf, useTokenErrors } from './token-errors.ts';
import { TypeField } from './type-field.tsx';

/** Loaded while the rest of the form is shown, because of its calendar. */
const ExpiryField = lazy(async () => ({ default: (await import('../expiry/expiry-field.tsx')).ExpiryField }));

interface TokenFormProps {
  /** The initial values. */
  before: Draft;
  isNew: boolean;
  /** Whether the user came to bind the token to one more document. */
  isBinding?: boolean;
  policy: Policy;
  catalog: Catalog;
  sets: PermissionSet[];
  submitLabel: string;
  /** The address after cancelling. */
  back: string;
  isPending: boolean;
  refusal: Refusal | undefined;
  onSubmit: (draft: Draft) => void;
}

export function TokenForm(props: TokenFormProps) {
  const {
    before,
    isNew,
    isBinding = false,
    policy,
    catalog,
    sets,
    submitLabel,
    back,
    isPending,
    refusal,
    onSubmit,
  } = props;
  const { tokens: words } = useWords();
  const [draft, setDraft] = useState(
    isBinding && before.type === 'USER' ? { ...before, operations: withOneMore(before.operations) } : before,
  );
  const [sent, setSent] = useState(before);
  const [isUnfolded, setUnfolded] = useState(isFurtherFilled(before.limits) || draft.operations.length > 0);
  const [isChecked, setChecked] = useState(false);
  // Of the latest draft, because a second press can come before this is rendered again.
  const change = (changes: Partial<Draft>) => setDraft((latest) => ({ ...latest, ...changes }));
  const changeLimit = (changes: Partial<LimitDrafts>) =>
    setDraft((latest) => ({ ...latest, limits: { ...latest.limits, ...changes } }));
  const errors = useTokenErrors({ draft, before, isNew, isChecked, sent, refusal });
  const furtherFields = further.map((limit) =>
    limit.field(draft.limits, changeLimit, errors.ofLimit(limit.name), catalog),
  );
  const submit = () => {
    setChecked(true);
    if (!isComplete(draft, before, isNew)) return;
    setSent(draft);
    onSubmit(draft);
  };
  return (
    <FormFrame
      {...{ refusal, isPending, draft, submit }}
      className="token-form"
      {...(refusal ? { shown: shownOf(refusal) } : {})}
    >
      <div className="token-fields">
        <Field
          label={words.columns.name}
          hint={words.form.nameHint}
          value={draft.name}
          onChange={(name) => change({ name })}
          maxLength={100}
          error={errors.name}
          autoFocus={isNew}
          isRequired
        />
        <Field
          label={words.form.description}
          value={draft.description}
          onChange={(description) => change({ description })}
          maxLength={1000}
          error={errors.description}
          isLong
          isOptional
        />
        {isNew && <TypeField draft={draft} change={change} error={errors.project} />}
        {draft.type === 'USER' && (
          <CapField
            {...{ draft, change, catalog, sets }}
            bind={() => {
              setUnfolded(true);
              const { operations } = draft;
              change({ selection: nothing, operations: operations.length > 0 ? operations : withOneMore([]) });
            }}
            error={errors.cap}
          />
        )}
        <div className="when-and-where">
          <Suspense fallback={<div />}>
            <ExpiryField
              value={draft.expiry}
              onChange={(expiry) => change({ expiry })}
              policy={policy}
              error={errors.expiry}
            />
          </Suspense>
          {places.field(draft.limits, changeLimit, errors.ofLimit(places.name), catalog)}
        </div>
        <Disclosure
          className="advanced"
          isExpanded={isUnfolded || errors.isAmongFurther}
          onExpandedChange={setUnfolded}
          hidden={draft.type !== 'USER' && !furtherFields.some(Boolean)}
        >
          <Heading level={2}>
            <AriaButton slot="trigger" className="button quiet">
              <DownIcon /> {words.form.advanced}
            </AriaButton>
          </Heading>
          <DisclosurePanel>
            {furtherFields}
            {draft.type === 'USER' && (
              <OperationsField
                value={draft.operations}
                onChange={(next) => setDraft((latest) => ({ ...latest, operations: next(latest.operations) }))}
                error={errors.operations}
                errorsOf={errors.ofOperation}
              />
            )}
          </DisclosurePanel>
        </Disclosure>
      </div>
      <Summary draft={draft} before={before} catalog={catalog} sets={sets}>
        {isNew && (
          <div className="summary-act">
            <Button type="submit" look="primary" isDisabled={isPending}>
              {submitLabel}
            </Button>
          </div>
        )}
      </Summary>
      <div>
        {!isNew && <p className="soft">{words.form.looseningHint}</p>}
        <FormActions act={submitLabel} {...{ back, isPending }} />
      </div>
    </FormFrame>
  );
}
