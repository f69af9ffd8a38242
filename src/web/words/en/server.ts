/** English for the texts of the server: mostly as the server writes them. */
import type { Refusal, RefusalReason, Values } from '../../api/refusal.ts';
import type { MethodText, PermissionText, ShrinkWarning, StepText, UnknownText } from '../../api/server-texts.ts';

/** What a value must be, by the name of its type. */
const types: Partial<Record<string, string>> = {
  EmailAddress: 'This is not an e-mail address.',
  Numeric: 'These are not digits only, or more than 32.',
  SubnetScalar: 'These must be networks in CIDR notation, such as 192.0.2.0/24.',
};

const reasons: Partial<Record<RefusalReason, (values: Values) => string | undefined>> = {
  NOT_OF_TYPE: ({ type }) => types[type],
  TAKEN: () => 'This is already taken.',
  WRONG_PASSWORD: () => 'This is not your password.',
};

export const server = {
  permission: ({ description, warning }: PermissionText): Pick<PermissionText, 'description' | 'warning'> => ({
    description,
    warning,
  }),
  /** A group of permissions. */
  group: (name: string) => name,
  method: ({ description }: MethodText) => description.replaceAll('`', ''),
  /** Undefined where the server's own sentence is to be shown. */
  refusal: ({ reason, values }: Pick<Refusal, 'reason' | 'values'>): string | undefined =>
    reason && reasons[reason]?.(values),
  /** Whether what a token or a role may do leads to more. */
  reach: (statement: string) => statement,
  step: ({ words }: StepText) => words,
  unknown: ({ reason }: UnknownText) => reason,
  shrinkWarning: (_warning: ShrinkWarning, _since: string, sentence: string) => sentence,
};
