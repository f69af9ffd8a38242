/** What the mutations of several nouns share: the nullable `input`, a note, and the plain answer of success. */
import { invalid } from '../domain/base/errors.ts';
import type { Delivery } from '../domain/mail/mailer.ts';
import { builder } from './builder.ts';
import { EmailDelivery, NotePriority } from './enums.ts';

/** `input` is nullable in the schema, because clients declare its variable so; leaving it out is still an error. */
export function requireInput<T>(input: T | null | undefined): T {
  if (input === null || input === undefined) throw invalid('input', 'is required.');
  return input;
}

export const NoteInput = builder.inputType('NoteMutationInput', {
  description: 'A note to leave on what is created. Needs `CREATE_NOTE`.',
  fields: (t) => ({
    message: t.field({ type: 'Text', required: true, description: 'At most 10,000 characters.' }),
    priority: t.field({ type: NotePriority, required: true, description: 'How much it presses itself on the reader.' }),
  }),
});

interface Success {
  success: boolean;
  message?: string | undefined;
  email?: Delivery | null;
}

export const SuccessResponse = builder.objectRef<Success>('SuccessResponse').implement({
  description: 'That it was done. A failure is an error instead.',
  fields: (t) => ({
    success: t.exposeBoolean('success', { nullable: false, description: 'Always true.' }),
    message: t.field({
      type: 'Text',
      nullable: true,
      description: 'What there is to say about it.',
      resolve: ({ message }) => message,
    }),
    email: t.field({
      type: EmailDelivery,
      nullable: true,
      description: 'What became of the email that was to be sent; null where there was none to send.',
      resolve: ({ email }) => email,
    }),
  }),
});
