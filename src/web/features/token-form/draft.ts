/** A token as a form holds it, and what of it is sent to make one or to change one. */
import type { Permission } from '../../api/documents.ts';
import { dayOf, type Expiry, usual } from '../expiry/expiry.ts';
import type { Policy } from '../expiry/policy.ts';
import type { Catalog } from '../permissions/catalog.ts';
import { methodsOf, nothing, type Picked, pickedOf } from '../permissions/picked.ts';
import type { BoundToken } from '../token/documents.ts';
import { areKnown, areSame, draftsOf, inputsOf, type OperationDraft } from './operation-drafts.ts';

export interface Draft {
  name: string;
  description: string;
  type: BoundToken['type'];
  projectKey: string | null;
  expiry: Expiry;
  mode: 'everything' | 'set' | 'custom';
  setId: string | null;
  picked: Picked;
  /** One a line. */
  subnets: string;
  operations: readonly OperationDraft[];
}

/** Nothing filled in; with a token, what it is. */
export function draftOf(token: BoundToken | undefined, policy: Policy, catalog: Catalog): Draft {
  if (!token)
    return {
      name: '',
      description: '',
      type: 'USER',
      projectKey: null,
      expiry: usual(policy),
      mode: 'everything',
      setId: null,
      picked: nothing,
      subnets: '',
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
    picked: permission_set_id ? nothing : pickedOf(permissions, methods, catalog),
    subnets: (token.allowed_subnets ?? []).join('\n'),
    operations: draftsOf(token.operations.entities),
  };
}

/** What the token may do at most, as the server takes it. */
function capOf({ type, mode, setId, picked }: Draft, catalog: Catalog) {
  const none = { permission_set_id: null, permissions: null, methods: null };
  if (type !== 'USER' || mode === 'everything') return none;
  if (mode === 'set') return { ...none, permission_set_id: setId };
  const permissions: Permission[] = [...picked.permissions];
  return { ...none, permissions, methods: methodsOf(picked, catalog) };
}

const linesOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);

const capParts = ['mode', 'setId', 'picked'] as const;
const isTouched = (draft: Draft, before: Draft, parts: readonly (keyof Draft)[]) =>
  parts.some((part) => draft[part] !== before[part]);

export function inputToCreate(draft: Draft, catalog: Catalog) {
  const subnets = linesOf(draft.subnets);
  const { permission_set_id, permissions, methods } = capOf(draft, catalog);
  return {
    name: draft.name,
    description: draft.description,
    type: draft.type,
    project_key: draft.type === 'PROJECT_ANALYSIS' ? draft.projectKey : null,
    expires_on: draft.expiry?.toString() ?? null,
    allowed_subnets: subnets.length > 0 ? subnets : null,
    permission_set_id,
    permissions,
    methods,
    operations: draft.type === 'USER' ? inputsOf(draft.operations) : null,
  };
}

/** Only what was touched: an end in the middle of a day, say, stays where it is. */
export function inputToUpdate(draft: Draft, before: Draft, catalog: Catalog) {
  const subnets = linesOf(draft.subnets);
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
    ...(draft.subnets === before.subnets
      ? {}
      : subnets.length > 0
        ? { allowed_subnets: subnets }
        : { unset_allowed_subnets: true }),
    ...(draft.type === 'USER' && isTouched(draft, before, capParts) ? cap : {}),
    ...(areSame(draft.operations, before.operations) ? {} : operationsOf(draft)),
  };
}

const operationsOf = ({ operations }: Draft) =>
  operations.length > 0 ? { operations: inputsOf(operations) } : { unset_operations: true };

/**
 * What other operations make of its limit. The server limits it to what they need where nothing else does, or where those
 * before did, which it alone can tell.
 */
export function limitByNeeds(draft: Draft, before: Draft): 'set' | 'renewed' | 'kept' | undefined {
  const { type, mode, operations } = draft;
  if (type !== 'USER' || operations.length === 0 || areSame(operations, before.operations)) return undefined;
  if (mode === 'everything') return areKnown(operations) ? 'set' : undefined;
  if (mode === 'set' || isTouched(draft, before, capParts)) return undefined;
  return areKnown(operations) ? 'renewed' : 'kept';
}

/** What of a copy is changed after it was made; undefined when nothing is. Its name and a day chosen go with the copying. */
export function changesOfCopy(draft: Draft, before: Draft, catalog: Catalog) {
  const expiry = draft.expiry === null ? null : before.expiry;
  const changes = inputToUpdate({ ...draft, name: before.name, expiry }, before, catalog);
  return Object.values(changes).some((value) => value !== null) ? changes : undefined;
}
