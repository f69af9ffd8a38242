/** Whether mail is sent, as those learn it whose new users wait for a letter. */
import { afterEach, expect, test } from '@jest/globals';
import { people } from '../people.ts';
import { type Latchkey, startLatchkey } from '../server.ts';

let server: Latchkey;
afterEach(() => server.stop());

const query = '{ mail { configured } }';

test.each([
  [false, {}],
  [true, { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'latchkey@example.com' }],
])('whoever creates users is told %s, and nobody else anything', async (configured, settings) => {
  server = await startLatchkey('pglite', settings as Record<string, string>);
  const as = people(server);
  expect((await (await as.having('CREATE_USER')).ask(query)).data).toEqual({ mail: { configured } });
  const { data, errors } = await (await as.having('READ_USER')).ask(query);
  expect([data, errors?.[0]?.extensions.missing_permissions]).toEqual([{ mail: null }, ['CREATE_USER']]);
});
