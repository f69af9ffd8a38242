/** English for access tokens. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const tokens = {
  title: 'Access tokens',
  intro: 'A token lets a program act for you. It does what you may do at that moment, less what you limit it to.',
  generate: 'Generate a token',
  searchLabel: 'Search tokens',
  total: (count: number) => n(count, 'token', 'tokens'),
  columns: {
    name: 'Name',
    type: 'Type',
    may: 'May do',
    created: 'Created',
    used: 'Last used',
    expires: 'Expires',
    state: 'State',
  },
  types: { USER: 'User', PROJECT_ANALYSIS: 'Project analysis', GLOBAL_ANALYSIS: 'Global analysis' },
  states: { ACTIVE: 'Active', SOON: 'Expires soon', EXPIRED: 'Expired', REVOKED: 'Revoked' },
  filter: {
    label: 'Show',
    kept: 'All but revoked',
    ACTIVE: 'Active',
    SOON: 'Expiring soon',
    EXPIRED: 'Expired',
    REVOKED: 'Revoked',
    all: 'All',
  },
  may: {
    everything: 'Everything you may do',
    permissions: (count: number) => n(count, 'permission', 'permissions'),
    methods: (count: number) => n(count, 'method', 'methods'),
    analysis: 'Analyses of all projects',
    project: (name: ReactNode) => <>Analyses of {name}</>,
    subnets: (count: number) => `from ${n(count, 'subnet', 'subnets')}`,
  },
  never: 'Never',
  fromAddress: (address: ReactNode) => <>from {address}</>,
  empty: {
    title: 'You have no tokens yet',
    text: 'Make one for a program, a script or a build that should work in your name. You choose what it may do and until when.',
  },
};
