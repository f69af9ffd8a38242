/**
 * Types that mutations of several nouns share: the nullable `input`, a note, and the answer that a mutation succeeded.
 */
import { invalid } from '../domain/base/errors.ts';
import type { EmailOutcome } from '../domain/mail/mailer.ts';
import { builder } from './builder.ts';
import { EmailDelivery, NotePriority } from './enums.ts';

/**
 * `input` is nullable in the schema, because clients declare their variable as nullable; leaving it out is still an
 * error.
 */
export function requireInput<T>(input: T | null | undefined): T {
  if (input === null || input === undefined) throw invalid('input', 'is required.');
  return input;
}

/** The description of the input with which `latchkey apply` marks what it creates. */
export const managedBy =
  'The `name` of the access file, sent by `latchkey apply`. Removing the record from the file then removes it with `--prune`.';

export const NoteInput = builder.inputType('NoteMutationInput', {
  description: 'A note to leave on the record. Requires `CREATE_NOTE`.',
  fields: (t) => ({
    message: t.field({ type: 'Text', required: true, description: 'At most 10,000 characters.' }),
    priority: t.field({ type: NotePriority, required: true, description: 'How prominently clients show the note.' }),
  }),
});

interface Success {
  success: boolean;
  message?: string | undefined;
  email?: EmailOutcome | null;
}

export const SuccessResponse = builder.objectRef<Success>('SuccessResponse').implement({
  description: 'The answer of a mutation that succeeded. A failure is an error instead.',
  fields: (t) => ({
    success: t.exposeBoolean('success', { nullable: false, description: 'Always true.' }),
    message: t.field({
      type: 'Text',
      nullable: true,
      description: 'A message about the result.',
      resolve: ({ message }) => message,
    }),
    email: t.field({
      type: EmailDelivery,
      nullable: true,
      description: 'The state of the email that the mutation sends. Null: it sends none.',
      resolve: ({ email }) => email,
    }),
  }),
});
