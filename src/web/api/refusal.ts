/** Why the server did not do what it was asked to, in a form that pages can put into words. */
import type { graphql, Permission } from './documents.ts';

export type Code =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'INVALID_INPUT'
  | 'LIMITED'
  | 'CHANGE_MADE'
  | 'OUTCOME_UNKNOWN'
  | 'PASSWORD_CONFIRMATION_REQUIRED'
  | 'INTERNAL_SERVER_ERROR'
  /** No answer came. */
  | 'UNREACHABLE';

/** Which of the reasons the server knows it was. */
export type RefusalReason = ReturnType<typeof graphql.scalar<'RefusalReason'>>;

/** What the sentences of reasons have gaps for; each has those it names. */
export interface Values {
  days: number;
  last: string;
  least: number;
  methods: string | string[];
  most: number;
  permission: string;
  permissions: string | string[];
  project: string;
  role: string;
  score: number;
  set: string;
  type: string;
  users: string;
  variable: string;
}

/** What to ask for, so that it would not be refused again. */
export interface Lacking {
  permissions: Permission[];
  personal_access_token_id: string | null;
}

interface Extensions {
  code?: Code;
  /** The input values at fault, each with the rule it breaks. */
  fields?: Record<string, string>;
  missing_permissions?: string[];
  request_access?: Lacking;
  request_id?: string;
  reason?: RefusalReason;
  values?: Values;
}

export class Refusal extends Error {
  readonly code: Code;
  readonly fields: Record<string, string>;
  readonly missing: string[];
  /** Undefined where asking is of no use. */
  readonly lacking: Lacking | undefined;
  /** Finds a fault in the server's log. */
  readonly requestId: string | undefined;
  /** Undefined where the server has a sentence and no name for it. */
  readonly reason: RefusalReason | undefined;
  readonly values: Values;

  constructor(message: string, extensions: Extensions) {
    super(message);
    const { code, fields, missing_permissions, request_access, request_id, reason, values } = extensions;
    this.code = code ?? 'INTERNAL_SERVER_ERROR';
    this.fields = fields ?? {};
    this.missing = missing_permissions ?? [];
    this.lacking = request_access;
    this.requestId = request_id;
    this.reason = reason;
    this.values = values ?? ({} as Values);
  }
}

export const isRefusal = (error: unknown, code: Code): error is Refusal =>
  error instanceof Refusal && error.code === code;
