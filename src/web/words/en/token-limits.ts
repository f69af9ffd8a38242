/** English for the simple limits of tokens, and for what leads to use beyond them. */
import { plural } from '../plural.ts';

const n = plural('en');

export const tokenLimits = {
  allowedSubnets: {
    label: 'Only from these subnets',
    hint: 'One per line, such as 192.0.2.0/24 or 2001:db8::/32. Empty: from anywhere.',
    summary: 'It works only from the given subnets.',
    factName: 'Works from',
    brief: (count: number) => `from ${n(count, 'subnet', 'subnets')}`,
    sentence: (count: number) => `It works from ${n(count, 'subnet', 'subnets')} only.`,
  },
  allowedResources: {
    label: 'Only on these resources',
    hint: 'One per line, such as customer:42. It limits the permissions that declare kinds of resource, such as customer, and no others. Empty: all resources.',
    summary: 'Its permissions with kinds of resource are effective only on the given resources.',
    factName: 'Only on the resources',
    brief: (count: number) => `on ${n(count, 'resource', 'resources')}`,
    sentence: (count: number) =>
      `Its permissions with kinds of resource are effective on ${n(count, 'resource', 'resources')} only.`,
  },
  verdicts: { PLACES: 'Can call the API from other subnets' },
  leadsTo: {
    PLACES: 'They make it possible to call the API from other subnets.',
  },
  briefly: { PLACES: 'call the API from other subnets' },
};
