/** Usual selections of permissions, from which a token or a role can start. Nothing remembers which one was used. */
import { type BuiltInPermission, builtInPermissions } from './permissions.ts';

export interface Template {
  /** The name for programs. */
  key: string;
  title: string;
  description: string;
  permissions: readonly BuiltInPermission[];
  /** Whether it is a token bound to documents, which has the permissions that these need. */
  bound?: boolean;
}

export const templates: readonly Template[] = [
  {
    key: 'CI',
    title: 'Build server',
    description: 'Create projects and submit analyses.',
    permissions: ['PROVISION_PROJECT', 'EXECUTE_ANALYSIS'],
  },
  {
    key: 'DASHBOARD',
    title: 'Dashboard',
    description: 'Show users, roles, projects and the state of all tokens.',
    permissions: ['READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN', 'READ_PROJECT'],
  },
  {
    key: 'INVITATIONS',
    title: 'Invitations',
    description: 'Create users in a role, for a program that invites people.',
    permissions: ['CREATE_USER', 'READ_USER', 'READ_ROLE'],
  },
  {
    key: 'READ_ONLY',
    title: 'Read only',
    description: 'Read all records, change none.',
    permissions: [...builtInPermissions.keys()].filter((name) => name.startsWith('READ_')),
  },
  {
    key: 'SCANNER',
    title: 'Secret scanner',
    description: 'Learn which values found elsewhere are live tokens, and nothing else.',
    permissions: ['READ_TOKEN_HASH'],
  },
  {
    key: 'SINGLE_DOCUMENT',
    title: 'Single document',
    description: 'Run one GraphQL document, with exactly the permissions that it needs.',
    permissions: [],
    bound: true,
  },
];
