/** `latchkey plan`: the documents in a folder, what they need, and whether whoever is to run them has it. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { formats, planFiles } from '../../src/planner.ts';

let pattern: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  pattern = `${folder}/*.graphql`;
  await writeFile(
    join(folder, 'a.graphql'),
    'query People { users { entities { ...Person } } }\n\nquery Self { me { id } }\n',
  );
  await writeFile(join(folder, 'b.graphql'), 'fragment Person on User { name role { name } }\n');
});

test('each operation needs what its fragments in other files ask for', async () => {
  const planned = await planFiles([pattern], new Set(['READ_USER']));
  expect(
    planned.map(({ operation, line, plan, missing }) => ({ operation, line, needs: plan.permissions, missing })),
  ).toEqual([
    { operation: 'People', line: 1, needs: ['READ_USER', 'READ_ROLE'], missing: ['READ_ROLE'] },
    { operation: 'Self', line: 3, needs: [], missing: [] },
  ]);
});

test('nothing is missing where there is nobody to compare with', async () => {
  const planned = await planFiles([pattern], null);
  expect(planned.flatMap(({ missing }) => missing)).toEqual([]);
});

test('SARIF names the permission, the file and the line', async () => {
  const [run] = JSON.parse(formats.sarif(await planFiles([pattern], new Set(['READ_USER'])))).runs;
  expect(run.results).toEqual([
    expect.objectContaining({
      ruleId: 'READ_ROLE',
      message: { text: expect.stringContaining('users.entities.role') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: expect.stringContaining('a.graphql') },
            region: { startLine: 1 },
          },
        },
      ],
    }),
  ]);
});

test('a document that does not fit the schema is named with its file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  await writeFile(join(folder, 'wrong.graphql'), '{ nothing }');
  await expect(planFiles([`${folder}/*.graphql`], null)).rejects.toThrow(
    /wrong\.graphql: Cannot query field "nothing"/,
  );
  await expect(planFiles([`${folder}/*.txt`], null)).rejects.toThrow('No files match');
});
