/** What administrators do with projects in the browser. */
import { expect, test } from '@jest/globals';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

test('a project is created, a user and a role get a permission on it, and one of them loses it again', async () => {
  const [owner, ida] = [await visits.as.owner(), await visits.as.having('READ_USER')];
  await owner.ask('mutation { createRole(input: { name: "Builders", applied_permissions: [] }) { id } }');
  const page = await visits.open(owner, '/admin/projects');
  await page.getByRole('link', { name: 'New project' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Shop');
  await page.getByLabel('Key', { exact: true }).fill('not a key');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByText('must be 1 to 200 letters').waitFor();
  await page.getByLabel('Key', { exact: true }).fill('org:shop');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name: 'Shop' }).waitFor();
  const grant = async (kind: string, name: string) => {
    await page.getByRole('button', { name: 'Grant…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(kind).first().click();
    await dialog.getByRole('button', { name: new RegExp(`${kind}$`) }).click();
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('option', { name }).click();
    await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await grant('A user', ida.username);
  await grant('All users with a role', 'Builders');
  await page.getByText('All users with the role Builders').waitFor();
  const sees = async () => (await ida.ask('{ projects { entities { key } } }')).data.projects.entities;
  expect(await sees()).toEqual([{ key: 'org:shop' }]);
  await page.getByRole('button', { name: new RegExp(`Take back EXECUTE_ANALYSIS from .${ida.username}`) }).click();
  await page.getByText('The permission was taken back.').waitFor();
  expect(await sees()).toEqual([]);
});

test('a user who reads projects without administering them sees why no grants are shown', async () => {
  const [owner, reader] = [await visits.as.owner(), await visits.as.having('READ_PROJECT')];
  await owner.ask('mutation { createProject(input: { key: "other", name: "Other" }) { id } }');
  const page = await visits.open(reader, '/admin/projects');
  await page.getByRole('link', { name: 'Other' }).click();
  await page.getByText('Only users who administer the project see').waitFor();
  expect(await page.getByRole('button', { name: 'Grant…' }).count()).toBe(0);
});

test('a user who administers one project grants a permission on it, takes it back, and sees no other project', async () => {
  const [owner, ida] = [await visits.as.owner(), await visits.as.having()];
  const leader = await visits.as.having('READ_USER');
  const done = async (mutation: string) => expect((await owner.ask(`mutation { ${mutation} }`)).errors).toBeUndefined();
  for (const key of ['theirs', 'seen', 'unseen'])
    await done(`createProject(input: { key: "${key}", name: "${key}" }) { id }`);
  for (const [key, permission] of [
    ['theirs', 'ADMINISTER_PROJECT'],
    ['theirs', 'EXECUTE_ANALYSIS'],
    ['seen', 'EXECUTE_ANALYSIS'],
  ])
    await done(
      `grantProjectPermission(input: { project_key: "${key}", permission: ${permission}, user_id: ${leader.id} }) { success }`,
    );
  const page = await visits.open(leader, '/account');
  await page.getByRole('navigation').getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('link', { name: 'theirs' }).waitFor();
  expect(await page.getByRole('link', { name: 'unseen' }).count()).toBe(0);
  await page.getByRole('link', { name: 'seen' }).click();
  await page.getByText('Only users who administer the project see').waitFor();
  expect(await page.getByRole('button', { name: 'Rename' }).count()).toBe(0);
  await page.goBack();
  await page.getByRole('link', { name: 'theirs' }).click();
  await page.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('<b>theirs</b>');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('heading', { name: '<b>theirs</b>' }).waitFor();
  await page.getByRole('button', { name: 'Grant…' }).click();
  await dialog.getByRole('button', { name: /A user$/ }).click();
  await page.getByRole('searchbox').fill(ida.username);
  await page.getByRole('option', { name: ida.username }).click();
  await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const sees = async () => (await ida.ask('{ projects { entities { key } } }')).data.projects.entities;
  expect(await sees()).toEqual([{ key: 'theirs' }]);

  // A user who may not read roles enters the number of a role.
  const { role_id } = (await ida.ask('{ me { role_id } }')).data.me;
  await page.getByRole('button', { name: 'Grant…' }).click();
  await dialog.getByText('All users with a role').click();
  await dialog.getByLabel('Number').fill(role_id);
  await dialog.getByText('ADMINISTER_PROJECT').click();
  await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
  await page.getByText(`All users with the role #${role_id}`).waitFor();
  await page.getByRole('button', { name: new RegExp(`Take back ADMINISTER_PROJECT from .#${role_id}`) }).click();
  await page.getByText(`All users with the role #${role_id}`).waitFor({ state: 'detached' });

  await page.goto(`${visits.server.url}/admin/users/${ida.id}`);
  const held = page.getByRole('region', { name: 'On single projects' });
  await held.getByText('EXECUTE_ANALYSIS').waitFor();
  await held.getByRole('link', { name: 'theirs' }).click();
  await page.getByRole('button', { name: new RegExp(`Take back EXECUTE_ANALYSIS from .${ida.username}`) }).click();
  await page.getByText('The permission was taken back.').waitFor();
  expect(await sees()).toEqual([]);
  await page.getByRole('button', { name: new RegExp(`Take back ADMINISTER_PROJECT from .${leader.username}`) }).click();
  await page.getByText('Only users who administer the project see').waitFor();
});
