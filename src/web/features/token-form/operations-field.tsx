/** The field for the documents to which a token is bound: kept, changed, added or removed. None: it may send any. */
import '../../ui/section.css';
import './operations-field.css';
import { type ReactNode, useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.tsx';
import { BoundOperation } from '../bound-operation/bound-operation.tsx';
import { type OperationDraft, withOneMore } from './operation-drafts.ts';
import type { OperationErrors } from './token-errors.ts';

interface OperationsFieldProps {
  value: readonly OperationDraft[];
  /** Called with a function that changes the latest list. */
  onChange: (next: (latest: readonly OperationDraft[]) => OperationDraft[]) => void;
  /** What is wrong with all documents together, and with one. */
  error: ReactNode;
  errorsOf: (operation: OperationDraft) => OperationErrors;
}

export function OperationsField({ value, onChange, error, errorsOf }: OperationsFieldProps) {
  const { general, tokens } = useWords();
  const words = tokens.operations;
  const errorId = useId();
  return (
    <fieldset className="field operations-field" data-invalid={error ? true : undefined}>
      <legend className="field-label">
        {words.label} <span className="soft">({general.optional})</span>
      </legend>
      <p className="hint">{words.hint}</p>
      <ol>
        {value.map((operation, place) => (
          <li key={operation.key}>
            <fieldset className="card" aria-label={words.one(place + 1)}>
              <One
                operation={operation}
                place={place + 1}
                errors={errorsOf(operation)}
                change={(changes) =>
                  onChange((latest) =>
                    latest.map((each) => (each.key === operation.key ? { ...each, ...changes } : each)),
                  )
                }
                remove={() => onChange((latest) => latest.filter(({ key }) => key !== operation.key))}
              />
            </fieldset>
          </li>
        ))}
      </ol>
      {error && (
        <p id={errorId} className="field-error">
          {error}
        </p>
      )}
      <Button onPress={() => onChange(withOneMore)} {...(error ? { 'aria-describedby': errorId } : {})}>
        {words.add}
      </Button>
    </fieldset>
  );
}

interface OneProps {
  operation: OperationDraft;
  place: number;
  errors: OperationErrors;
  change: (changes: Partial<OperationDraft>) => void;
  remove: () => void;
}

/** A kept document is shown as on the token's page, unless the user changes it or something is wrong with it. */
function One({ operation: { kept, text, name, pinned }, place, errors, change, remove }: OneProps) {
  const words = useWords().tokens.operations;
  const isKept = kept && Object.values(errors).every((error) => error === undefined);
  return (
    <>
      {isKept ? (
        <BoundOperation operation={kept} />
      ) : (
        <>
          <Field
            label={words.document}
            hint={words.documentHint}
            value={text}
            onChange={(text) => change({ text })}
            error={errors.text}
            spellCheck="false"
            autoFocus={!kept}
            isLong
            isRequired
          />
          <div className="columns">
            <Field
              label={words.name}
              hint={words.nameHint}
              value={name}
              onChange={(name) => change({ name })}
              error={errors.name}
              spellCheck="false"
              isOptional
            />
            <Field
              label={words.pinned}
              hint={words.pinnedHint}
              value={pinned}
              onChange={(pinned) => change({ pinned })}
              error={errors.pinned}
              spellCheck="false"
              isOptional
            />
          </div>
        </>
      )}
      <div className="operation-acts">
        {isKept && (
          <Button look="quiet" aria-label={words.changeOf(place)} onPress={() => change({ kept: undefined })}>
            {words.change}
          </Button>
        )}
        <Button look="quiet" aria-label={words.removeOf(place)} onPress={remove}>
          {words.remove}
        </Button>
      </div>
    </>
  );
}
