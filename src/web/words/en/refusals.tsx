/** English for what the server did not accept: mostly what it says itself. */
import type { ReactNode } from 'react';
import type { Refusal, RefusalReason, Values } from '../../api/refusal.ts';

/** What is asked for where a value is not of its type. */
const types: Partial<Record<string, string>> = {
  EmailAddress: 'This is not an e-mail address.',
  Numeric: 'These are not digits only, or more than 32.',
  SubnetScalar: 'These must be networks in CIDR notation, such as 192.0.2.0/24.',
};

const reasons: Partial<Record<RefusalReason, (values: Values) => string | undefined>> = {
  NOT_OF_TYPE: ({ type }) => types[type],
  TAKEN: () => 'This is taken already.',
  WRONG_PASSWORD: () => 'This is not your password.',
};

export const faults = {
  notAccepted: (rule: ReactNode) => <>It {rule}</>,
  /** Undefined where the server's own sentence is to be shown. */
  because: ({ reason, values }: Refusal): string | undefined => reason && reasons[reason]?.(values),
};
