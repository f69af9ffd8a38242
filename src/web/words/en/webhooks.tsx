/** English for the pages about webhooks. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

const errors: Partial<Record<string, string>> = {
  TIMEOUT: 'No answer within 15 seconds',
  PRIVATE_ADDRESS: 'The host has a private address, to which nothing is sent',
  NOT_RESOLVED: 'The host name could not be resolved',
  CERTIFICATE: 'The certificate is not valid',
  CONNECTION: 'The connection could not be made or broke',
  UNEXPECTED: 'An error in Latchkey. The log of the server has the details',
};

export const webhooks = {
  title: 'Webhooks',
  intro: 'URLs to which Latchkey sends events about tokens, users and requests for access.',
  searchLabel: 'Search webhooks',
  create: 'New webhook',
  columns: {
    url: 'URL',
    events: 'Events',
    state: 'State',
    changed: 'Changed',
    event: 'Event',
    occurred: 'Happened',
  },
  count: (types: number) => n(types, 'type', 'types'),
  enabled: 'On',
  disabled: 'Off',
  gone: 'Off: gone',
  description: 'What it is for',
  urlHint: 'An https address of a server that verifies the signatures.',
  isEnabled: 'Send events',
  eventTypes: {
    'token.created': 'A token was issued or copied',
    'token.changed': 'A token was changed',
    'token.expiring': 'A token expires soon',
    'token.expired': 'A token has expired',
    'token.revoked': 'A token was revoked',
    'token.regenerated': 'A token was given a new secret',
    'token.leaked': 'The secret of a token has leaked',
    'token.denied': 'A token was refused because it was shrunk',
    'access_request.pending': 'Somebody requests permissions',
    'user.disabled': 'A user was disabled',
    'user.enabled': 'A user was enabled',
  },
  createTitle: 'New webhook',
  createIntro: 'The names of users and tokens are sent to this address. Their secrets never are.',
  createAct: 'Create webhook',
  secret: {
    title: 'The secret of the webhook',
    once: 'This is the only time that the secret is shown. Your server verifies the signatures with it.',
    value: 'Secret',
    notKept: 'You have not copied the secret, and it cannot be shown again. You can only make a new one.',
    stay: 'Stay here',
    closeAnyway: 'Close anyway',
    done: 'Done',
  },
  facts: 'What is sent',
  goneAt: 'Turned off',
  goneText: (time: string) => `On ${time} the receiver answered that it wants no more events.`,
  previousSecret: 'Previous secret',
  until: (time: string) => `Also valid until ${time}.`,
  edit: 'Edit',
  editTitle: 'Edit webhook',
  save: 'Save',
  saved: 'The webhook was changed.',
  sendTest: 'Send test event',
  testSent: 'A test event is being sent.',
  rotate: 'New secret',
  rotateTitle: 'Make a new secret?',
  rotateText: 'Events are then signed with both secrets for 24 hours, so that you can change your server meanwhile.',
  rotateAct: 'Make a new secret',
  delete: 'Delete',
  deleteTitle: (name: ReactNode) => <>Delete {name}?</>,
  pending: (count: number) =>
    count === 0
      ? 'No event waits to be sent.'
      : `${n(count, 'event waits', 'events wait')} to be sent, and will not be.`,
  deleteText: 'Its receiver gets no more events.',
  deleted: 'The webhook was deleted.',
  deliveries: 'Deliveries of the last 30 days',
  states: { all: 'All', PENDING: 'Pending', DELIVERED: 'Delivered', FAILED: 'Given up' },
  errorOf: (error: string, status: string | null): string =>
    error === 'STATUS' ? `The answer was ${status}` : (errors[error] ?? error),
  attempts: (count: number) => n(count, 'attempt', 'attempts'),
  next: (time: string) => `next on ${time}`,
  actions: (event: string) => `Actions for ${event}`,
  replay: 'Send again',
  tryNow: 'Try now',
  replayed: 'The event is being sent again.',
};
