/** The words of the GraphiQL page in English; the other languages have the same. */
import type { RefusalReason, Values } from '../../api/refusal.ts';
import type { Said } from '../../features/permissions/catalog.ts';
import type { Unknown } from '../../graphiql/access/requirements.ts';

const several = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const en = {
  signedInAs: (name: string) => `Signed in as ${name}`,
  signOut: 'Sign out',

  access: 'Access',
  accessIs: 'What the document in this tab needs, worked out without running it.',

  askAs: 'Token',
  askAsHint:
    'Leave it empty to ask as yourself. It is the Authorization header of this tab and is forgotten with the page.',
  forgetToken: 'Forget the token',

  nothing: 'There is no document in this tab yet.',
  unreadable: 'The document is not complete yet. Below is what it last needed.',
  variablesUnreadable: 'The variables are not valid JSON, so they are left out of account.',
  looking: 'Looking…',
  unfit: 'The server cannot work it out:',
  invalidToken: 'The token is not valid: it is malformed, unknown, expired or revoked.',
  tellsNothing:
    'This token may call some root fields only, so it cannot be asked what it may do, and it is not among your own. Below is what the document needs.',

  youHaveAll: 'You may run this.',
  tokenHasAll: 'The token may run this.',
  asFarAsKnown: 'As far as can be told before it runs.',
  youLack: (names: string) => `You lack ${names}.`,
  tokenLacks: (names: string) => `The token lacks ${names}.`,
  mayNotCall: (names: string) => `The token may not call ${names}.`,
  noTokenMay: (names: string) => `No token may call ${names}.`,

  bound: 'The token is bound to other documents, or to other values of the variables.',
  askForIt: 'Ask for access',
  reason: 'What for? Those who can grant it read this.',
  send: 'Send the request',
  asked: 'Asked. Those who can grant it were written to.',
  requests: 'Your requests',

  permissions: 'Permissions',
  noPermissions: 'It needs none.',
  has: 'held',
  lacks: 'missing',
  fields: (count: number) => several(count, 'place', 'places'),
  warning: 'Think twice:',
  /** A permission as the server says it. */
  said: ({ description, warning }: Said): Pick<Said, 'description' | 'warning'> => ({ description, warning }),

  methods: 'Root fields',
  documentation: (name: string) => `Documentation of ${name}`,
  personal: 'not for tokens',
  closed: 'closed to this token',

  unknowns: 'What only running it can tell',
  decides: ({ reason }: Unknown) => reason,

  /** Undefined where the server's own sentence is to be shown. */
  because: (_reason: RefusalReason, _values: Values): string | undefined => undefined,

  make: 'Make a token for this tab',
  makeIs: 'It may do exactly what this document needs and nothing else.',
  cannotMake: (names: string) => `No token can run this: it calls ${names}.`,
  name: 'Name',
  runs: 'Runs',
  whatItRuns: {
    alike: 'any document that needs no more',
    document: 'this document only',
    values: 'this document with these variables only',
  },
  expiry: 'Expires',
  inDays: (days: number) => `in ${several(days, 'day', 'days')}`,
  never: 'never',
  longest: (days: number) => `The token policy allows at most ${several(days, 'day', 'days')}.`,
  confirm: 'Confirm your password to make the token.',
  password: 'Your password',
  makeIt: 'Make the token',
  making: 'Making it…',
  cancel: 'Cancel',

  made: (name: string) => `Token ${name}`,
  once: 'Copy it now: it is shown here and nowhere else, and never again.',
  secret: 'Token',
  curl: 'The same request with curl',
  copy: 'Copy',
  copyCurl: 'Copy the command',
  copied: 'Copied.',
  selected: 'Selected: copy it with the keyboard.',
  download: 'Download',
  use: 'Use it in this tab',
  used: 'This tab asks with it now.',
  hide: 'Hide it for good',

  remembered:
    'Documents, variables and history are remembered in this browser only. Headers are not, and with them no token.',
};
