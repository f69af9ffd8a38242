/** English for the page about the logs. */
import type { ReactNode } from 'react';

export const audit = {
  title: 'Audit log',
  intro: 'Who changed, who was refused, and who read what. Entries cannot be changed or deleted.',
  searchLabel: 'Search entries',
  columns: { when: 'When', what: 'What', record: 'Record', who: 'Who' },
  filter: {
    label: 'Show',
    all: 'All changes and events',
    created: 'What was created',
    updated: 'What was changed',
    deleted: 'What was deleted',
    other: 'Sign-ins, refusals and other events',
    warnings: 'Warnings',
    lockouts: 'Accounts and networks locked by failed sign-ins',
    readings: 'What was read',
  },
  period: {
    label: 'Period',
    day: 'Last day',
    week: 'Last 7 days',
    month: 'Last 30 days',
    year: 'Last year',
    ever: 'Ever',
  },
  anybody: 'Anybody',
  onlyToken: (id: string) => `Only token ${id} ✕`,
  warning: 'Warning',
  locked: 'Locked',
  wasRead: (name: string): ReactNode => (
    <>
      <bdi>{name}</bdi> was read.
    </>
  ),
  types: {
    User: 'User',
    Role: 'Role',
    PersonalAccessToken: 'Token',
    PermissionSet: 'Permission set',
    CustomPermission: 'Custom permission',
    Project: 'Project',
    AccessRequest: 'Request for access',
    TokenPolicy: 'Token policy',
    PasswordPolicy: 'Password policy',
    ApplicationFirewallRule: 'Firewall rule',
    SystemSetting: 'System settings',
    Webhook: 'Webhook',
    Api: 'API',
    MfaAdminSetting: 'Two-step sign-in',
  },
  operator: 'Operator, at the command line',
  server: 'Latchkey',
  user: (id: string) => `User ${id}`,
  withToken: (name: ReactNode): ReactNode => <>with token {name}</>,
};
