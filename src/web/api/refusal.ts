/** Why the server refused a request, in a form that pages can put into words. */
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
  | 'SECOND_FACTOR_REQUIRED'
  | 'INTERNAL_SERVER_ERROR'
  /** No answer came. */
  | 'UNREACHABLE';

/** The name of the server's reason. */
export type RefusalReason = ReturnType<typeof graphql.scalar<'RefusalReason'>>;

/** The values that the sentences of reasons contain; a reason has only those of its own sentence. */
export interface Values {
  address: string;
  apis: string | string[];
  days: number;
  kind: string;
  example: string;
  first: string;
  last: string;
  least: number;
  line: number;
  methods: string | string[];
  most: number;
  path: string;
  permission: string;
  permissions: string | string[];
  place: string;
  project: string;
  provider: string;
  role: string;
  score: number;
  second: string;
  seconds: number;
  set: string;
  type: string;
  types: string;
  users: string;
  variable: string;
}

/** The permissions to request, so that the server would accept the call, and the token that needs them. */
export interface Lacking {
  permissions: Permission[];
  personal_access_token_id: string | null;
}

/** A rule that a value breaks. */
export interface BrokenRule {
  reason: RefusalReason;
  values?: Values;
}

interface Extensions {
  code?: Code;
  /** The input fields with wrong values, each with the rule it breaks. */
  fields?: Record<string, string>;
  missing_permissions?: string[];
  request_access?: Lacking;
  request_id?: string;
  reason?: RefusalReason;
  values?: Values;
  /** By field, where several have wrong values. */
  reasons?: Record<string, BrokenRule>;
  /** Where one value breaks several rules: all of them. */
  broken_rules?: BrokenRule[];
}

export class Refusal extends Error {
  readonly code: Code;
  readonly fields: Record<string, string>;
  readonly missing: string[];
  /** Undefined where a request for access would not help. */
  readonly lacking: Lacking | undefined;
  /** Finds the error in the server's log. */
  readonly requestId: string | undefined;
  /** Undefined where the server has a sentence but no name for it. */
  readonly reason: RefusalReason | undefined;
  readonly values: Values;
  private readonly brokenRules: BrokenRule[];
  private readonly reasons: NonNullable<Extensions['reasons']>;

  constructor(message: string, extensions: Extensions) {
    super(message);
    const { code, fields, missing_permissions, request_access, request_id, reason, values, reasons, broken_rules } =
      extensions;
    this.code = code ?? 'INTERNAL_SERVER_ERROR';
    this.fields = fields ?? {};
    this.missing = missing_permissions ?? [];
    this.lacking = request_access;
    this.requestId = request_id;
    this.reason = reason;
    this.values = values ?? ({} as Values);
    this.reasons = reasons ?? {};
    this.brokenRules = broken_rules ?? [];
  }

  /** Why the value of a field was refused: each rule that it breaks. */
  reasonsOf(field: string): Pick<Refusal, 'reason' | 'values'>[] {
    const found = this.brokenRules.length > 0 ? this.brokenRules : [this.reasons[field] ?? this];
    return found.map(({ reason, values }) => ({ reason, values: values ?? ({} as Values) }));
  }
}

/** What to show of a query: nothing if the server cannot be reached, but what it answered before is there. */
export const errorToShow = ({ data, error }: { data?: unknown; error: unknown }): unknown =>
  isRefusal(error, 'UNREACHABLE') && data !== undefined ? null : error;

export const isRefusal = (error: unknown, code: Code): error is Refusal =>
  error instanceof Refusal && error.code === code;
