/** What is wrong in the form of a token, by field: what is missing, and what the server refused. */
import type { ReactNode } from 'react';
import type { Refusal } from '../../api/refusal.ts';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { useWords } from '../../words/words.tsx';
import { further, limitOfField, limits } from '../token-limits/limits.ts';
import { type Draft, isAnyPicked } from './draft.ts';
import { isBlank, type OperationDraft } from './operation-drafts.ts';

export interface OperationErrors {
  text: ReactNode;
  name: ReactNode;
  pinned: ReactNode;
}

/** What is missing, found before anything is sent. An unchanged cap is never missing, even an empty one. */
const missingIn = (draft: Draft, before: Draft, isNew: boolean) => {
  const { name, type, projectKey, mode, setId, selection, expiry, operations } = draft;
  return {
    name: name.trim() === '',
    project: type === 'PROJECT_ANALYSIS' && projectKey === null,
    cap:
      type === 'USER' &&
      (isNew || mode !== before.mode || selection !== before.selection) &&
      ((mode === 'custom' && !isAnyPicked(draft)) || (mode === 'set' && setId === null)),
    expiry: expiry === undefined,
    document: type === 'USER' && operations.some(isBlank),
  };
};

export const isComplete = (draft: Draft, before: Draft, isNew: boolean) =>
  Object.values(missingIn(draft, before, isNew)).every((is) => !is);

interface TokenErrorsProps {
  draft: Draft;
  before: Draft;
  isNew: boolean;
  /** Whether missing values are shown. */
  isChecked: boolean;
  /** What was sent last. */
  sent: Draft;
  refusal: Refusal | undefined;
}

/** The texts beside the fields. */
export function useTokenErrors({ draft, before, isNew, isChecked, sent, refusal }: TokenErrorsProps) {
  const { errors: words } = useWords().tokens;
  const missing = missingIn(draft, before, isNew);
  const { fields = {} } = refusal ?? {};
  const errorOf = useFieldErrors(refusal);
  const unfilled = (name: keyof typeof missing) => (isChecked && missing[name] ? words[name] : undefined);
  /** The server names operations by their places, which may have changed since. */
  const ofOperation = (operation: OperationDraft): OperationErrors => {
    const at = `operations[${sent.operations.findIndex(({ key }) => key === operation.key)}]`;
    const found = errorOf(`${at}.document`) ?? errorOf(`${at}.hash`) ?? (fields[at] && words.twice);
    return {
      text: isChecked && isBlank(operation) ? words.document : found,
      name: errorOf(`${at}.operation_name`),
      pinned: errorOf(`${at}.pinned_variables`),
    };
  };
  return {
    name: unfilled('name') ?? errorOf('name'),
    description: errorOf('description'),
    project: unfilled('project') ?? errorOf('project_key'),
    cap: unfilled('cap') ?? errorOf('permissions') ?? errorOf('permission_set_id') ?? errorOf('methods'),
    expiry: unfilled('expiry') ?? errorOf('expires_on') ?? errorOf('expires_at'),
    ofLimit: (limit: string) =>
      errorOf(Object.keys(fields).find((field) => limitOfField(field)?.name === limit) ?? limit),
    operations: errorOf('operations'),
    ofOperation,
    /** An error among the further limits, which are unfolded then. */
    isAmongFurther:
      unfilled('document') !== undefined ||
      Object.keys(fields).some(
        (field) => further.some((limit) => limit === limitOfField(field)) || /^operations\b/.test(field),
      ),
  };
}

/** The fields whose errors the form shows. */
export const shownOf = (refusal: Refusal) =>
  Object.keys(refusal.fields).filter((name) => shown.includes(name.replace(/\[.*/, '')));

const shown: string[] = [
  'name',
  'description',
  'project_key',
  'permissions',
  'permission_set_id',
  'methods',
  'expires_on',
  'expires_at',
  ...limits.map(({ name }) => name),
  'operations',
];
