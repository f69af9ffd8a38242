/** Asks the server what a tab needs and who lacks what of it: as the session, or as the token the tab is run with. */
import type { ExecutionResult } from 'graphql';
import type { graphql } from '../../api/documents.ts';
import { fetcher } from '../fetcher.ts';
import { type Tab, tokenIn } from './tab.ts';

/** What only running the document can tell. */
export interface Unknown {
  path: string;
  kind: ReturnType<typeof graphql.scalar<'PlanUnknownKind'>>;
  about: string | null;
  reason: string;
}

export interface Needs {
  permissions: string[];
  methods: string[];
  requirements: { path: string; field: string; permission: string }[];
  unknowns: Unknown[];
  personal: string[];
  missing_permissions: string[];
  missing_methods: string[];
  /** False for a token that is bound to other documents or values. */
  runs_document: boolean;
}

export type Finding =
  /** Compared with whoever was asked for. */
  | { kind: 'found'; by: 'person' | 'token'; needs: Needs }
  /** The token cannot be asked, so nothing is compared. */
  | { kind: 'untold'; needs: Needs }
  | { kind: 'invalid token' }
  | { kind: 'refused'; message: string };

const query = `query Access($document: Text!, $operation_name: String, $variables: Text, $token: Int64Bit) {
  required_permissions(document: $document, operation_name: $operation_name, variables: $variables, personal_access_token_id: $token) {
    permissions methods requirements { path field permission } unknowns { path kind about reason } personal missing_permissions missing_methods runs_document
  }
}`;

/** Where a token may not be used at all, what it could do is beside the point. */
const elsewhere = 'This token may not be used from this address.';

export async function inquire(tab: Tab): Promise<Finding> {
  const { authorization } = tab;
  const answer = await ask(tab, authorization ? { authorization } : {});
  const needs = needsIn(answer);
  if (needs) return { kind: 'found', by: authorization ? 'token' : 'person', needs };
  const { message = '', extensions } = answer.errors?.[0] ?? {};
  const code = extensions?.code;
  if (authorization && code === 'UNAUTHENTICATED') return { kind: 'invalid token' };
  if (authorization && code === 'FORBIDDEN' && message !== elsewhere) return bySession(tab);
  return { kind: 'refused', message };
}

/** A token limited to some root fields or documents may not ask this, but its owner may ask about it. */
async function bySession(tab: Tab): Promise<Finding> {
  const token = await ownToken(tokenIn(tab.authorization) ?? '');
  const answer = await ask(tab, {}, token);
  const needs = needsIn(answer);
  if (!needs) return { kind: 'refused', message: answer.errors?.[0]?.message ?? '' };
  return token ? { kind: 'found', by: 'token', needs } : { kind: 'untold', needs };
}

async function ownToken(secret: string): Promise<string | null> {
  const { data } = await fetcher({
    query: `query OwnToken($start: String, $end: String) {
      personal_access_tokens(start: $start, last_four: $end, state: ACTIVE) { entities { id } }
    }`,
    variables: { start: secret.slice(0, 8), end: secret.slice(-4) },
  });
  const list = data?.personal_access_tokens as { entities: { id: string }[] } | null | undefined;
  return list?.entities[0]?.id ?? null;
}

function ask({ document, operationName, variables }: Tab, headers: Record<string, string>, token?: string | null) {
  return fetcher({ query, variables: { document, operation_name: operationName, variables, token } }, { headers });
}

const needsIn = ({ data }: ExecutionResult) => (data?.required_permissions as Needs | null | undefined) ?? null;
