/** `mail { configured }`: whether a mail server is configured. */
import { afterEach, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

let server: Latchkey;
afterEach(() => server.stop());

const query = '{ mail { configured } }';

test.each([
  [false, {}],
  [true, { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'latchkey@example.com' }],
])('callers with CREATE_USER see configured: %s, and others get FORBIDDEN', async (configured, settings) => {
  server = await startLatchkey('pglite', settings as Record<string, string>);
  const as = people(server);
  expect((await (await as.having('CREATE_USER')).ask(query)).data).toEqual({ mail: { configured } });
  const { data, errors } = await (await as.having('READ_USER')).ask(query);
  expect([data, errors?.[0]?.extensions.missing_permissions]).toEqual([{ mail: null }, ['CREATE_USER']]);
});
