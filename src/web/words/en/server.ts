/** English for the texts of the server: mostly as the server writes them. */
import type { Refusal, RefusalReason, Values } from '../../api/refusal.ts';
import type {
  MethodText,
  PermissionNames,
  PermissionText,
  ShrinkWarning,
  StepText,
  TemplateText,
  UnknownText,
} from '../../api/server-texts.ts';

/** What a value must be, by the name of its type. */
const types: Partial<Record<string, string>> = {
  EmailAddress: 'This is not an email address.',
  Numeric: 'These are not digits only, or more than 32.',
  SubnetScalar: 'These must be subnets in CIDR notation, such as 192.0.2.0/24.',
};

const reasons: Partial<Record<RefusalReason, (values: Values) => string | undefined>> = {
  NOT_OF_TYPE: ({ type }) => types[type],
  TAKEN: () => 'This is already taken.',
  TOO_SHORT: ({ least }) => `At least ${least} characters are needed.`,
  EASY_TO_GUESS: ({ score, least }) =>
    `It is too easy to guess: its strength is ${score} of 4, and at least ${least} is needed. A few uncommon words work well.`,
  NO_LETTER_AND_DIGIT: () => 'It needs a letter and a digit.',
  ONE_CASE: () => 'It needs an upper case and a lower case letter.',
  NO_SPECIAL_CHARACTER: () => 'It needs a special character: a space, a punctuation mark or a symbol.',
  BREACHED: () => 'It is known from data breaches, so attackers try it first. Choose another one.',
  WRONG_PASSWORD: () => 'This is not your password.',
  WRONG_CODE: () => 'This code is wrong, was already used or has expired.',
  CODE_REQUIRED: () => 'This is required: your sign-in has a second step.',
  PASSKEY_REFUSED: () => 'The passkey was not accepted. Try again.',
};

const shrinkWarnings: Record<ShrinkWarning, (since: string) => string> = {
  COUNTED_SINCE: (since) => `Its uses are counted only since ${since}: rarer uses may be missing.`,
  UNUSED: () => 'It was not used in this time. Revoke it instead of shrinking it.',
  NOT_ALL_WRITTEN: () => 'A process of the server did not answer: the latest uses may be missing.',
  SUPER_ADMIN: () => 'It loses what only super admins may do, even if it was used.',
};

/** Pages have one name for tokens; the API has the name that Sonar uses. */
const inPages = (text: string) =>
  text.replace(/Personal access token/g, 'Access token').replace(/personal access token/g, 'access token');

export const server = {
  permission: ({ description, warning }: PermissionText): Pick<PermissionText, 'description' | 'warning'> => ({
    description: inPages(description),
    warning,
  }),
  /** The name of a permission for people. */
  permissionTitle: ({ title }: PermissionNames) => inPages(title),
  /** What permissions are about. */
  noun: (name: string) => inPages(name),
  template: ({ title, description }: TemplateText): Omit<TemplateText, 'name'> => ({ title, description }),
  /** A group of permissions. */
  group: (name: string) => inPages(name),
  method: ({ description }: MethodText) => inPages(description.replaceAll('`', '')),
  /** Undefined where the server's own sentence is to be shown. */
  refusal: ({ reason, values }: Pick<Refusal, 'reason' | 'values'>): string | undefined =>
    reason && reasons[reason]?.(values),
  step: ({ words }: StepText) => words,
  unknown: ({ reason }: UnknownText) => reason,
  shrinkWarning: (warning: ShrinkWarning, since: string) => shrinkWarnings[warning](since),
};
