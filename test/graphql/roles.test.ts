/** Roles over HTTP: what `createRole` does, and what it refuses with nothing written. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { people } from '../people.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
  });
  afterAll(() => server.stop());

  test('the published createRole sample works as it stands', async () => {
    const owner = await as.owner();
    const { data, errors } = await owner.ask(
      'mutation ($supportAgent: CreateRoleMutationInput) { createRole(input: $supportAgent) { id name } }',
      {
        supportAgent: { name: 'Support Agent', applied_permissions: ['READ_USER'] },
      },
    );
    expect(errors).toBeUndefined();
    expect(data.createRole).toEqual({ id: expect.stringMatching(/^\d+$/), name: 'Support Agent' });
  });
});
