/** What administrators do with projects in the browser. */
import { expect, test } from '@jest/globals';
import { useVisits } from './visits.ts';

const visits = useVisits();

test('a project is made, somebody and a role are let on it, and one of them is taken off again', async () => {
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
  await grant('Everybody in a role', 'Builders');
  await page.getByText('Everybody in Builders').waitFor();
  const sees = async () => (await ida.ask('{ projects { entities { key } } }')).data.projects.entities;
  expect(await sees()).toEqual([{ key: 'org:shop' }]);
  await page.getByRole('button', { name: new RegExp(`Take back EXECUTE_ANALYSIS from .${ida.username}`) }).click();
  await page.getByText('It is taken back.').waitFor();
  expect(await sees()).toEqual([]);
});

test('whoever reads projects without administering them is told why no grants are shown', async () => {
  const [owner, reader] = [await visits.as.owner(), await visits.as.having('READ_PROJECT')];
  await owner.ask('mutation { createProject(input: { key: "other", name: "Other" }) { id } }');
  const page = await visits.open(reader, '/admin/projects');
  await page.getByRole('link', { name: 'Other' }).click();
  await page.getByText('shown to those who may administer all projects').waitFor();
  expect(await page.getByRole('button', { name: 'Grant…' }).count()).toBe(0);
});
