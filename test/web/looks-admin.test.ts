/** How the pages of the administration look. A new page is a line in `pages`. */
import { beforeAll, expect } from '@jest/globals';
import type { Person } from '../people.ts';
import { type Look, lookAt } from './looked.ts';
import { useVisits } from './visits.ts';

const pages: Look[] = [
  ['users', '/admin/users', 'Grace Hopper'],
  ['user-new', '/admin/users/new', 'Service account:'],
  ['user', '/admin/users/2', 'UPDATE_USER'],
  ['user-edit', '/admin/users/2/edit', 'Super admin:'],
];

const visits = useVisits();
let ada: Person;
beforeAll(async () => {
  ada = await visits.as.owner();
  await furnish();
});

lookAt(pages, () => ({ who: ada, browser: visits.browser, url: visits.server.url }));

/** A few people in two roles. */
async function furnish(): Promise<void> {
  const { ask } = await ada.signedIn();
  const done = async (query: string, variables: object) => {
    const { data, errors } = await ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const me = { name: 'Ada Lovelace', public_name: 'Ada' };
  await done('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }', { input: me });
  const role = async (name: string, applied_permissions: string[]): Promise<string> => {
    const query = 'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }';
    return (await done(query, { input: { name, applied_permissions } })).createRole.id;
  };
  const support = await role('Support', ['READ_USER', 'UPDATE_USER', 'READ_ROLE', 'CREATE_NOTE']);
  const auditor = await role('Auditor', ['READ_USER', 'READ_ROLE', 'READ_ALL_LOGS', 'READ_ACCESS_LOG']);
  const people = [
    { name: 'Grace Hopper', username: 'grace', role_id: support },
    { name: 'Barbara Liskov', username: 'barbara', role_id: auditor, mobile_number: '4930123456', language: 'fr' },
    { name: 'Build server', username: 'build', service_account: true },
    { name: 'Edsger Dijkstra', username: 'edsger', role_id: support, enabled: false },
    { name: 'Katherine Johnson', username: 'katherine', super_admin: true },
  ];
  for (const person of people) {
    const input = { ...person, public_name: person.name, email_address: `${person.username}@example.com` };
    await done('mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }', { input });
  }
}
