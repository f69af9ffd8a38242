/**
 * The sign-in pages and endpoints: signing in and out, and setting a password with a one-time link. They accept forms
 * and JSON.
 */
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Db } from '../db/database.ts';
import { DomainError, invalid } from '../domain/base/errors.ts';
import { newDevice } from '../domain/sign-in/known-browsers.ts';
import { ownWords } from '../domain/sign-in/new-passwords.ts';
import * as links from '../domain/sign-in/password-links.ts';
import * as policies from '../domain/sign-in/password-policy.ts';
import * as sessions from '../domain/sign-in/sessions.ts';
import { setPassword } from '../domain/sign-in/set-password.ts';
import { deviceCookie, giveDevice, giveSession, sessionCookie, takeSession } from './cookies.ts';
import type { PageEnvironment } from './exchange.ts';
import { requireSameOrigin } from './origin.ts';
import { viewerOf } from './read-credential.ts';
import { retryAfter, statusOf } from './refusals.ts';
import type { Services } from './services.ts';
import { type Fault, messagePage, type NewPassword, setPasswordPage, show, signInPage } from './sign-in-pages.ts';
import { scriptAddress } from './web-folder.ts';

const home = '/account';

type PageContext = Context<PageEnvironment>;

export function signIn(services: Services): Hono<PageEnvironment> {
  const { db, pepper, publicUrl } = services;
  const app = new Hono<PageEnvironment>();

  app.get('/sign-in', (c) => {
    const notice = c.req.query('password') === 'set' ? 'Your password is set. Sign in with it.' : undefined;
    return show(c, 200, (nonce) => signInPage(nonce, localPath(c.req.query('next')), { notice }));
  });

  app.post('/sign-in', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const { username, password, next } = await fieldsOf(
      c,
      z.object({ username: text, password: text, next: text.optional() }),
    );
    const attempt = {
      username,
      password,
      ip: c.env.exchange.ip,
      userAgent: c.req.header('user-agent') ?? null,
      device: deviceCookie(c.env.exchange, publicUrl),
      replaces: sessionCookie(c.env.exchange, publicUrl),
    };
    return answer(
      c,
      async () => {
        const session = await sessions.signIn(db, pepper, attempt);
        giveSession(c.env.exchange, publicUrl, session);
        const user = { id: session.userId, username: session.username };
        return isForm(c)
          ? c.redirect(localPath(next), 303)
          : c.json({ user, expires_at: session.expiresAt.toISOString() });
      },
      (nonce, fault) => signInPage(nonce, localPath(next), { fault, username }),
    );
  });

  app.post('/sign-out', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const viewer = await viewerOf(c.env.exchange, services);
    if (viewer) await sessions.signOut(db, viewer);
    takeSession(c.env.exchange, publicUrl);
    return isForm(c) ? c.redirect('/sign-in', 303) : c.json({ success: true });
  });

  app.get('/set-password/:secret', async (c) => {
    const user = await links.findUser(db, c.req.param('secret'));
    if (!user) return show(c, 404, (nonce) => messagePage(nonce, 'This link does not work', staleLink));
    const asked = await newPasswordOf(db, user);
    return show(c, 200, (nonce) => setPasswordPage(nonce, asked), true);
  });

  app.post('/set-password/:secret', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const secret = c.req.param('secret');
    const { password } = await fieldsOf(c, z.object({ password: text }));
    const user = await links.findUser(db, secret);
    const asked = user && isForm(c) ? await newPasswordOf(db, user) : null;
    return answer(
      c,
      async () => {
        const changed = await setPassword(db, services, secret, password);
        // The account may be locked, but the user who received the link may sign in from this browser.
        giveDevice(c.env.exchange, publicUrl, newDevice(pepper, changed));
        return isForm(c) ? c.redirect('/sign-in?password=set', 303) : c.json({ success: true });
      },
      (nonce, fault) =>
        asked ? setPasswordPage(nonce, asked, fault) : messagePage(nonce, 'This link does not work', staleLink),
      asked !== null,
    );
  });

  return app;
}

/** What the page says about the new password, and gives its script to judge by. */
const newPasswordOf = async (db: Db, user: links.User): Promise<NewPassword> => ({
  username: user.username,
  policy: await policies.read(db),
  own: ownWords(user),
  script: scriptAddress('pages/set-password/set-password.ts'),
});

const staleLink =
  'It was already used, has expired or was replaced by a newer link. Ask your administrator for another one.';

const textRule = 'is required, as text of at most 2,000 characters.';

/** PostgreSQL cannot store U+0000 in text. */
const text = z
  .string(textRule)
  .max(2_000, textRule)
  .refine((value) => !value.includes('\0'), 'must not contain the character U+0000.');

const isForm = (c: PageContext) => (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');

/** The fields of a form or of a JSON object. INVALID_INPUT names the first that is missing or wrong. */
async function fieldsOf<T>(c: PageContext, shape: z.ZodType<T>): Promise<T> {
  const sent = isForm(c) ? await c.req.parseBody() : await c.req.json().catch(() => undefined);
  if (sent === undefined) throw new DomainError('INVALID_INPUT', 'The body is not valid JSON.');
  const parsed = shape.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.path[0] === undefined) throw new DomainError('INVALID_INPUT', 'The body must be a JSON object.');
  throw invalid(String(issue.path[0]), issue.message);
}

/** Runs the act. A refusal becomes the page again, or JSON for clients that sent JSON. */
async function answer(
  c: PageContext,
  act: () => Promise<Response>,
  again: (nonce: string, fault: Fault) => unknown,
  hasScript = false,
) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DomainError) || !isForm(c)) throw error;
    Object.assign(c.env.exchange.headers, retryAfter(error));
    const fault = {
      message: error.message.replaceAll('`', ''),
      rules: error.broken?.map(({ sentence }) => sentence),
    };
    return show(c, statusOf(error), (nonce) => again(nonce, fault), hasScript);
  }
}

/** A local path to continue at; anything that could lead to another site becomes the start page. */
function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w\-./?=&%]*$/.test(next) ? next : home;
}
