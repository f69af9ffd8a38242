/** English for the page about the application firewall. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const firewall = {
  title: 'Firewall',
  empty: {
    title: 'There are no rules yet',
    text: 'Each rule is a subnet from which pages and the API may be used while the firewall is on. Add your own network first.',
  },
  intro: 'The subnets from which pages and the API accept requests while the firewall is on.',
  searchLabel: 'Search rules',
  columns: { subnet: 'Subnet', changed: 'Changed' },
  description: 'What it is',
  subnetHint: 'IPv4 or IPv6 in CIDR notation, such as 192.0.2.0/24 or 2001:db8::/32.',
  malformed: 'A subnet has an address, a slash and a number: 192.0.2.0/24.',
  on: 'The firewall is on',
  off: 'The firewall is off',
  onText: 'Requests from other subnets are refused.',
  offText: 'Requests are accepted from all addresses.',
  admitted: (address: ReactNode) => <>A rule admits your own address {address}.</>,
  notAdmitted: (address: ReactNode) => <>No rule admits your own address {address}.</>,
  ownAddress: 'My address',
  addOwn: 'Add a rule for it',
  turnOn: {
    open: 'Turn on',
    title: 'Turn the firewall on?',
    text: 'Users and programs outside the listed subnets are refused at once, also those who are signed in.',
    act: 'Turn on',
    done: 'The firewall is on.',
  },
  turnOff: {
    open: 'Turn off',
    title: 'Turn the firewall off?',
    text: 'Requests are then accepted from all addresses. The rules are kept.',
    act: 'Turn off',
    done: 'The firewall is off.',
  },
  add: 'New rule',
  addTitle: 'New rule',
  addAct: 'Add rule',
  added: 'The rule was added.',
  edit: 'Edit',
  editTitle: (subnet: ReactNode) => <>Edit the rule for {subnet}</>,
  save: 'Save',
  saved: 'The rule was changed.',
  actions: (subnet: string) => `Actions for ${subnet}`,
  delete: 'Delete',
  deleteTitle: (subnet: ReactNode) => <>Delete the rule for {subnet}?</>,
  usedFrom: (count: number) =>
    count === 0
      ? 'No active token was last used from this subnet.'
      : `${n(count, 'active token was', 'active tokens were')} last used from this subnet.`,
  deleteText: 'While the firewall is on, requests from this subnet are then refused at once.',
  deleted: 'The rule was deleted.',
};
