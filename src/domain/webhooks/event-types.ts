/** The types of events that webhooks receive. */

/** Each with when it happens and what its `data` contains. A test compares the table in docs/webhooks.md with these lines. */
export const eventTypes = {
  'token.created': 'A token was issued or copied.',
  'token.changed':
    'A token was edited or shrunk, or permissions that were taken off it by shrinking were restored. `permissions` lists what was taken off or restored.',
  'token.expiring': 'A token expires within the warning days of the token policy.',
  'token.expired': 'A token has expired.',
  'token.revoked': 'A token was revoked. `reason` says why.',
  'token.regenerated': 'A token was given a new secret.',
  'token.leaked': 'The secret of a token was found where others can read it.',
  'token.denied':
    'A request was refused because its token was shrunk. `permissions` lists what it lacked. At most once a day for each permission.',
  'access_request.pending': 'A user requested permissions, and the request waits for a decision.',
  'user.disabled': 'A user was disabled.',
  'user.enabled': 'A user was enabled again.',
} as const;

export type EventType = keyof typeof eventTypes;

export const isEventType = (name: string): name is EventType => Object.hasOwn(eventTypes, name);

/** What users send to try a webhook. No webhook chooses it. */
export const testEventType = 'webhook.test';
