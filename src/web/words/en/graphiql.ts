/** English for the GraphiQL page. */
import { plural } from '../plural.ts';

const n = plural('en');

export const graphiql = {
  back: 'Back to the pages',
  signedInAs: (name: string) => `Signed in as ${name}`,

  access: 'Access',
  accessIs: 'The permissions that the document in this tab needs, computed without running it.',

  token: 'Token',
  tokenHint:
    'Leave it empty to run the tab with your session. The token is the Authorization header of this tab; closing the page deletes it.',
  forgetToken: 'Forget the token',

  nothing: 'There is no document in this tab yet.',
  unreadable: 'The document is not complete yet. Below is what the last complete one needs.',
  variablesUnreadable: 'The variables are not valid JSON, so they are ignored.',
  looking: 'Checking…',
  refused: 'The server cannot check this:',
  invalidToken: 'The token is not valid: it is malformed, unknown, expired or revoked.',
  notCompared:
    'This token is limited to certain root fields and is not one of yours, so it cannot be checked what it may do. Below is what the document needs.',

  youHaveAll: 'You may run this.',
  tokenHasAll: 'The token may run this.',
  asFarAsKnown: 'Some checks are possible only when it runs.',
  youLack: (names: string) => `You lack ${names}.`,
  tokenLacks: (names: string) => `The token lacks ${names}.`,
  mayNotCall: (names: string) => `The token may not call ${names}.`,
  noTokenMay: (names: string) => `No token may call ${names}.`,
  bound: 'The token is bound to other documents, or to other values of the variables.',

  permissions: 'Permissions',
  noPermissions: 'The document needs no permission.',
  has: 'held',
  lacks: 'missing',
  places: (count: number) => n(count, 'place', 'places'),
  warning: 'Caution:',

  methods: 'Root fields',
  personal: 'not for tokens',
  mayNotCallIt: 'not allowed to this token',
  unknowns: 'Known only when it runs',

  make: 'Generate a token for this tab',
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
  inDays: (days: number) => `in ${n(days, 'day', 'days')}`,
  never: 'never',
  longest: (days: number) => `The token policy allows at most ${n(days, 'day', 'days')}.`,
  makeIt: 'Generate the token',

  once: 'Copy the value now: it is shown only here, and you will not see it again.',
  curl: 'The same request with curl',
  use: 'Use it in this tab',
  used: 'This tab now uses the token.',
  hide: 'Hide it permanently',

  remembered: 'This browser stores documents, variables and history. It does not store headers, so it stores no token.',
};
