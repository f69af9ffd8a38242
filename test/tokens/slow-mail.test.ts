/** A slow mail server delays emails and nothing else. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { warn } from '../../src/domain/tokens/jobs.ts';
import { kinds } from '../server.ts';
import { done, edit, freshName, holding, inDays, made, regenerate, revoke, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  /** Emails that wait until the test accepts them. */
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

  test('while a warning is being sent, its token can be used, edited and revoked', async () => {
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

  test('a replaced secret is refused before the email about it is sent', async () => {
    const token = await made(at.owner);
    await done(regenerate(at.owner, token.id));
    const atCounter = nextAtCounter();
    expect((await holding(at.server, token.token)('{ me { id } }')).status).toBe(401);
    await atCounter;
    expect(at.server.logged.join('')).not.toContain('an email was not sent');
    for (const letIn of waiting.splice(0)) letIn();
  });
});
