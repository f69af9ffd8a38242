/** English for the home page. */
import { plural } from '../plural.ts';

const n = plural('en');

export const home = {
  title: 'Home',
  intro: 'What needs your attention, and what comes next.',
  attention: 'To do',
  settings: 'Recommended settings',
  needAttention: 'need attention',
  nothing: 'Nothing needs your attention.',
  subjects: {
    requests: {
      title: (count: number) => `${n(count, 'access request', 'access requests')} to decide`,
      text: 'Users wait for an answer.',
    },
    expiring: {
      title: (count: number) => `${n(count, 'token expires', 'tokens expire')} within 30 days`,
      text: 'Programs that use them stop working then, unless they get new ones.',
    },
    unused: {
      title: (count: number) => `${n(count, 'token was', 'tokens were')} not used for 90 days`,
      text: 'Nobody misses them if they are revoked, but anybody who finds one can use it.',
    },
    odd: {
      title: (count: number) => `${n(count, 'token was', 'tokens were')} used from a new network`,
      text: 'Within the last 30 days. If nobody moved the program, the token may be in wrong hands.',
    },
  },
  weaknesses: {
    ownFactor: {
      title: 'Your sign-in has no second step',
      text: 'Anybody who learns your password can sign in as you. Add an app, a passkey or a code by email.',
    },
    everybodysFactor: {
      title: 'Users may sign in without a second step',
      text: 'Passwords alone protect their accounts.',
    },
    passwords: {
      title: 'The password policy is weak',
      text: 'It accepts passwords shorter than 12 characters, or easy to guess.',
    },
    lifetime: { title: 'Tokens may live forever', text: 'The token policy sets no maximum lifetime.' },
    unusedTokens: { title: 'Unused tokens stay valid', text: 'The token policy does not revoke them.' },
    sessionParameter: {
      title: 'Tokens are accepted in URLs',
      text: 'URLs end up in logs and histories of browsers.',
    },
    escalations: {
      title: 'Changes may open escalations',
      text: 'The token policy does not refuse roles and tokens that lead to more than they say.',
    },
  },
  next: {
    title: 'Tokens that expire in the next 90 days',
    ofAll: 'Of all users',
    chart: 'Tokens that expire, by week',
    week: 'Week from',
    tokens: 'Tokens',
    perWeek: (week: string, count: number) => `Week from ${week}: ${n(count, 'token', 'tokens')}`,
    none: 'No token expires in the next 90 days.',
    more: (count: number) => `and ${count} more`,
  },
};
