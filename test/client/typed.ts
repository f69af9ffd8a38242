/** What the types of the client promise. `npm run types` checks this file; nothing runs it. */
import express from 'express';
import fastify from 'fastify';
import { createYoga } from 'graphql-yoga';
import { Hono } from 'hono';
import { createClient, isAllowed, type Viewer } from '../../src/client/client.ts';
import { useLatchkey } from '../../src/client/envelop.ts';
import * as forExpress from '../../src/client/express.ts';
import * as forFastify from '../../src/client/fastify.ts';
import * as forHono from '../../src/client/hono.ts';

type Permission = 'READ_INVOICE' | 'CREATE_INVOICE';

const client = createClient<Permission>({ url: 'https://latchkey.example.com', token: 'lku_service' });

/** A result has the fields of its case, and no others. */
export async function narrowed(): Promise<readonly Permission[]> {
  const result = await client.verify('lku_of_a_user', { permission: 'READ_INVOICE' });
  if (result.active) return result.permissions;
  // @ts-expect-error A refused token has no user.
  result.user;
  if (result.reason === 'insufficient_scope') return result.missingPermissions;
  // @ts-expect-error Of a token that is not valid nothing is known to be missing.
  result.missingPermissions;
  return [];
}

/** A permission that the server does not have is an error of the compiler. */
export async function named(viewer: Viewer<Permission>) {
  // @ts-expect-error There is no such permission.
  await client.verify('lku_of_a_user', { permission: 'READ_INVOICES' });
  // @ts-expect-error There is no such permission.
  isAllowed(viewer, 'READ_INVOICES');
  // @ts-expect-error There is no such permission.
  forHono.requireToken(client, { permission: 'READ_INVOICES' });
  // @ts-expect-error There is no such permission.
  forExpress.requireToken(client, { permission: 'READ_INVOICES' });
  // @ts-expect-error There is no such permission.
  forFastify.requireToken(client, { permission: 'READ_INVOICES' });
  // Without the type of the permissions, any name will do.
  await createClient({ url: 'https://latchkey.example.com', token: 'lku_service' }).verify('t', { permission: 'ANY' });
}

/** The middleware fits its framework, and the viewer has a type in its handlers. */
export function mounted() {
  new Hono().get('/', forHono.requireToken(client, { permission: 'READ_INVOICE' }), (c) => {
    const viewer: Viewer<Permission> = c.var.viewer;
    return c.text(viewer.user.username);
  });
  express().get('/', forExpress.requireToken(client, { permission: 'READ_INVOICE' }), (request, response) => {
    const viewer: Viewer | undefined = request.viewer;
    response.send(viewer?.user.username);
  });
  fastify().get('/', { onRequest: forFastify.requireToken(client, { ip: ({ ip }) => ip }) }, async (request) => {
    const viewer: Viewer | undefined = request.viewer;
    return viewer?.user.username;
  });
  fastify().addHook('onRequest', forFastify.requireToken(client));
  createYoga({ plugins: [useLatchkey(client, { ip: ({ request }) => request.headers.get('x-client') ?? undefined })] });
}
