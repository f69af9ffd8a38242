/** A token as a form contains it, and what the form sends to issue or to edit it. */
import type { Permission } from '../../api/documents.ts';
import { dayOf, type Expiry, usual } from '../expiry/days.ts';
import type { Policy } from '../expiry/policy.ts';
import type { Catalog } from '../permissions/catalog.ts';
import { methodsOf, nothing, type PermissionSelection, selectionOf } from '../permissions/selection.ts';
import type { BoundToken } from '../token-data/documents.ts';
import { type LimitDrafts, limitDraftsOf, limitsToCreate, limitsToUpdate } from '../token-limits/limits.ts';
import { areKnown, areSame, draftsOf, inputsOf, isBlank, type OperationDraft } from './operation-drafts.ts';

export interface Draft {
  name: string;
  description: string;
  type: BoundToken['type'];
  projectKey: string | null;
  expiry: Expiry;
  mode: 'everything' | 'set' | 'custom';
  setId: string | null;
  selection: PermissionSelection;
  limits: LimitDrafts;
  operations: readonly OperationDraft[];
}

/** An empty form, or that of an existing token. */
export function draftOf(token: BoundToken | undefined, policy: Policy, catalog: Catalog): Draft {
  if (!token)
    return {
      name: '',
      description: '',
      type: 'USER',
      projectKey: null,
      expiry: usual(policy),
      mode: 'custom',
      setId: null,
      selection: nothing,
      limits: limitDraftsOf(undefined),
      operations: [],
    };
  const { permission_set_id, permissions, methods } = token;
  return {
    name: token.name,
    description: token.description,
    type: token.type,
    projectKey: token.project?.key ?? null,
    expiry: token.expires_at === null ? null : dayOf(token.expires_at),
    mode: permission_set_id ? 'set' : permissions || methods ? 'custom' : 'everything',
    setId: permission_set_id,
    selection: permission_set_id ? nothing : selectionOf(permissions, methods, catalog),
    limits: limitDraftsOf(token),
    operations: draftsOf(token.operations.entities),
  };
}

/** Whether only the documents that it is bound to limit what it may do. */
export const isLimitedByDocuments = ({ mode, selection, operations }: Draft) =>
  operations.length > 0 && (mode === 'everything' || (mode === 'custom' && selection.permissions.size === 0));

/** The cap of the token as input of the API. */
function capOf(draft: Draft, catalog: Catalog) {
  const { type, mode, setId, selection } = draft;
  const none = { permission_set_id: null, permissions: null, methods: null };
  if (type !== 'USER' || mode === 'everything' || isLimitedByDocuments(draft)) return none;
  if (mode === 'set') return { ...none, permission_set_id: setId };
  const permissions: Permission[] = [...selection.permissions];
  return { ...none, permissions, methods: methodsOf(selection, catalog) };
}

export const isAnyPicked = (draft: Draft) => draft.selection.permissions.size > 0 || isLimitedByDocuments(draft);

const capParts = ['mode', 'setId', 'selection'] as const;
const isTouched = (draft: Draft, before: Draft, parts: readonly (keyof Draft)[]) =>
  parts.some((part) => draft[part] !== before[part]);

export function inputToCreate(draft: Draft, catalog: Catalog) {
  const { permission_set_id, permissions, methods } = capOf(draft, catalog);
  return {
    name: draft.name,
    description: draft.description,
    type: draft.type,
    project_key: draft.type === 'PROJECT_ANALYSIS' ? draft.projectKey : null,
    expires_on: draft.expiry?.toString() ?? null,
    ...limitsToCreate(draft.limits),
    permission_set_id,
    permissions,
    methods,
    operations: draft.type === 'USER' ? inputsOf(draft.operations) : null,
  };
}

/** Only what the user changed: an expiry in the middle of a day, for example, stays as it is. */
export function inputToUpdate(draft: Draft, before: Draft, catalog: Catalog) {
  const { permission_set_id, permissions, methods } = capOf(draft, catalog);
  const cap = {
    permission_set_id,
    permissions,
    methods,
    unset_permissions: !permission_set_id && !permissions,
    unset_methods: !methods,
  };
  return {
    name: draft.name === before.name ? null : draft.name,
    description: draft.description === before.description ? null : draft.description,
    ...(isTouched(draft, before, ['expiry'])
      ? draft.expiry
        ? { expires_on: draft.expiry.toString() }
        : { unset_expires_at: true }
      : {}),
    ...limitsToUpdate(draft.limits, before.limits),
    ...(draft.type === 'USER' && isTouched(draft, before, capParts) ? cap : {}),
    ...(areSame(draft.operations, before.operations) ? {} : operationsOf(draft)),
  };
}

const operationsOf = ({ operations }: Draft) =>
  operations.length > 0 ? { operations: inputsOf(operations) } : { unset_operations: true };

/** `unknown`: of a hash alone the server cannot compute what it needs, so nothing else limits the token. */
type ByNeeds = 'set' | 'missing' | 'unknown' | 'renewed' | 'kept';

/**
 * What a change of the operations does to the cap. The server caps a token at what its operations need if nothing else
 * caps it, or if its previous operations did, which only the server knows.
 */
export function limitByNeeds(draft: Draft, before: Draft): ByNeeds | undefined {
  const { type, mode, operations } = draft;
  if (type !== 'USER' || operations.length === 0 || areSame(operations, before.operations)) return undefined;
  if (isLimitedByDocuments(draft)) {
    if (operations.some(isBlank)) return 'missing';
    return areKnown(operations) ? 'set' : 'unknown';
  }
  if (mode !== 'custom' || isTouched(draft, before, capParts)) return undefined;
  return areKnown(operations) ? 'renewed' : 'kept';
}

/** What is edited after copying; undefined when nothing is. The name and a chosen day are sent with the copy itself. */
export function changesOfCopy(draft: Draft, before: Draft, catalog: Catalog) {
  const expiry = draft.expiry === null ? null : before.expiry;
  const changes = inputToUpdate({ ...draft, name: before.name, expiry }, before, catalog);
  return Object.values(changes).some((value) => value !== null) ? changes : undefined;
}
