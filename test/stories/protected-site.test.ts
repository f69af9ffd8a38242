/**
 * A site of another service, from the declaration of its permission to the revocation of a token for it: nginx, as
 * docs/services.md configures it, asks Latchkey about each request.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { programOf, type ReverseProxy, startReverseProxy } from '../kit/reverse-proxies.ts';
import { bearer } from '../services/asking.ts';
import type { Answer } from '../test-users.ts';
import { inBrowser, type World, world } from '../tokens/acts.ts';
import { readDocument } from './document.ts';

const { blocks } = readDocument('docs/services.md');
const written = (text: string) =>
  blocks.find(({ language, code }) => language === 'conf' && code.includes(text))?.code ?? '';

/** The configuration for nginx with the changes for single resources, as the document describes them. */
const configured = [
  written('map $latchkey_path'),
  written('location = /_latchkey')
    .replace(
      'location / {',
      'location / {\n set $latchkey_path $uri;\n if ($latchkey_requirement = "") { return 404; }',
    )
    .replace('?permission=READ_USER', '?$latchkey_requirement'),
].join('\n');

const at: World = world('postgres', () => ({ TRUSTED_PROXIES: '127.0.0.0/8' }));

/** The headers of the requests that have reached the site. */
const received: IncomingHttpHeaders[] = [];
let site: Server;
let proxy: ReverseProxy;

const data = ({ data, errors }: Answer) => {
  expect(errors).toBeUndefined();
  return data;
};

if (programOf('nginx') === null)
  test.skip('nginx is not installed here and cannot be installed, so this story is skipped', () => undefined);
else {
  beforeAll(async () => {
    site = createServer((incoming, outgoing) => {
      received.push(incoming.headers);
      outgoing.end('done');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const configuration = configured
      .replaceAll('127.0.0.1:4000', new URL(at.server.url).host)
      .replaceAll('127.0.0.1:8000', `127.0.0.1:${(site.address() as AddressInfo).port}`);
    proxy = await startReverseProxy('nginx', configuration);
  });
  afterAll(async () => {
    await proxy?.stop();
    site?.closeAllConnections();
    site?.close();
  });

  const visit = async (token: string, path: string) => {
    const { status, headers } = await fetch(proxy.url + path, { method: 'POST', headers: bearer(token) });
    return [status, headers.get('www-authenticate')];
  };
  const lacking = [403, 'Bearer error="insufficient_scope", scope="CREATE_INVOICE"'];

  test('a permission is declared, granted, planned for, given to a token for one resource, checked by nginx, shown in its reach and revoked', async () => {
    const document = '{ roles(applied_permissions: [CREATE_INVOICE]) { entities { name } } }';
    const plan = async () =>
      at.owner('query ($document: Text!) { plan: required_permissions(document: $document) { permissions } }', {
        document,
      });
    expect((await plan()).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    data(
      await at.owner('mutation ($input: CreatePermissionMutationInput) { createPermission(input: $input) { id } }', {
        input: {
          name: 'CREATE_INVOICE',
          group: 'Billing',
          description: 'Create invoices.',
          resource_kinds: ['customer'],
        },
      }),
    );
    expect(data(await plan()).plan.permissions).toEqual(['READ_ROLE']);

    const { createRole: role } = data(
      await at.owner(
        'mutation { createRole(input: { name: "Billing", applied_permissions: [CREATE_INVOICE] }) { id } }',
      ),
    );
    const bill = await at.as.having();
    data(await at.owner(`mutation { updateUser(id: ${bill.id}, input: { role_id: ${role.id} }) { id } }`));
    const by = await inBrowser(at.server, bill);
    const made = async (input: object) =>
      data(
        await by(
          'mutation ($input: CreatePersonalAccessTokenMutationInput) { made: createPersonalAccessToken(input: $input) { id token } }',
          { input: { permissions: ['CREATE_INVOICE'], ...input } },
        ),
      ).made;
    const limited = await made({ name: 'Invoices of 42', allowed_resources: ['customer:42'] });
    const whole = await made({ name: 'All invoices' });

    expect(await visit(limited.token, '/customers/42/invoices')).toEqual([200, null]);
    expect(received.at(-1)).toMatchObject({
      'x-latchkey-user': bill.username,
      'x-latchkey-token': limited.id,
      'x-latchkey-permissions': 'CREATE_INVOICE',
    });
    received.length = 0;
    expect(await visit(limited.token, '/customers/43/invoices')).toEqual(lacking);
    expect(await visit(limited.token, '/customers/42/%69nvoices')).toEqual([200, null]);
    expect(await visit(limited.token, '/customers/43/%69nvoices')).toEqual(lacking);
    const elsewhere = ['/other', '/customers/43/invoices/', '/Customers/43/invoices', '/customers/43/invoices;x'];
    for (const path of elsewhere) expect([path, (await visit(limited.token, path))[0]]).toEqual([path, 404]);
    expect(received).toHaveLength(1);
    expect(await visit(whole.token, '/customers/43/invoices')).toEqual([200, null]);

    const { reach } = data(
      await by(`{ reach(personal_access_token_id: ${limited.id}) { permissions escalations { words } statement } }`),
    );
    expect(reach).toEqual({
      permissions: ['CREATE_INVOICE'],
      escalations: [],
      statement: 'No sequence of permitted acts leads to more.',
    });

    for (const { id, token } of [limited, whole]) {
      expect((await visit(token, '/customers/42/invoices'))[0]).toBe(200);
      data(await by(`mutation { deletePersonalAccessToken(id: ${id}) { success } }`));
      expect(await visit(token, '/customers/42/invoices')).toEqual([401, 'Bearer error="invalid_token"']);
    }
  });
}
