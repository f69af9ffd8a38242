/** A mail server that takes its time delays letters and nothing else. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { warn } from '../../src/domain/tokens/jobs.ts';
import { kinds } from '../server.ts';
import { done, edit, freshName, holding, inDays, made, regenerate, revoke, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  /** Letters that wait at the counter until they are let in. */
  const waiting: (() => void)[] = [];
  let arrived: () => void = () => undefined;
  const counter = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onRcptTo(_address, _session, let_in) {
      waiting.push(() => let_in());
      arrived();
    },
  });
  let url: string;
  beforeAll(async () => {
    const listener = counter.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    url = `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  });
  const at = world(kind, () => ({ SMTP_URL: url }));
  afterAll(() => new Promise<void>((resolve) => counter.close(() => resolve())));

  const nextAtCounter = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });

  test('while a warning is on its way, its token is used, edited and revoked', async () => {
    const token = await made(at.owner, { expires_at: inDays(2) });
    const atCounter = nextAtCounter();
    const { db, mail } = at.server;
    let sent = false;
    const sending = warn({ db, mail, now: new Date(), failed: () => undefined }).then(() => {
      sent = true;
    });
    await atCounter;
    const program = holding(at.server, token.token);
    expect((await program('{ me { id } }')).status).toBe(200);
    const role = `mutation { createRole(input: { name: "${freshName()}", applied_permissions: [] }) { id } }`;
    expect((await program(role)).errors).toBeUndefined();
    await done(edit(at.owner, token.id, { name: freshName() }));
    expect((await revoke(at.owner, token.id)).data.done).toEqual({ success: true });
    expect(sent).toBe(false);
    for (const letIn of waiting.splice(0)) letIn();
    await sending;
  });

  test('a dead value is refused before the letter about it has gone', async () => {
    const token = await made(at.owner);
    await done(regenerate(at.owner, token.id));
    const atCounter = nextAtCounter();
    expect((await holding(at.server, token.token)('{ me { id } }')).status).toBe(401);
    await atCounter;
    expect(at.server.logged.join('')).not.toContain('mail not sent');
    for (const letIn of waiting.splice(0)) letIn();
  });
});
