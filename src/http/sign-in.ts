/**
 * The sign-in pages and endpoints: signing in and out, and setting a password with a one-time link. They accept forms
 * and JSON.
 */
import { Hono } from 'hono';
import * as z from 'zod';
import type { Db } from '../db/database.ts';
import { newDevice } from '../domain/sign-in/known-browsers.ts';
import { ownWords } from '../domain/sign-in/new-passwords.ts';
import * as links from '../domain/sign-in/password-links.ts';
import * as policies from '../domain/sign-in/password-policy.ts';
import * as sessions from '../domain/sign-in/sessions.ts';
import { setPassword } from '../domain/sign-in/set-password.ts';
import { browserOf, wordsOf } from './browser.ts';
import { deviceCookie, giveDevice, givePending, giveSession, takeSession } from './cookies.ts';
import type { PageEnvironment } from './exchange.ts';
import { answer, fieldsOf, isForm, localPath, text } from './forms.ts';
import { requireSameOrigin } from './origin.ts';
import { providerSignIn } from './provider-sign-in.ts';
import { viewerOf } from './read-credential.ts';
import { askForSecondStep, secondStep } from './second-step.ts';
import type { Services } from './services.ts';
import { type NewPassword, setPasswordPage } from './set-password-page.ts';
import { show, signInPage, staleLinkPage } from './sign-in-pages.ts';
import { builtFile, passkeyScript } from './web-folder.ts';

export function signIn(services: Services): Hono<PageEnvironment> {
  const { db, pepper, publicUrl } = services;
  const { providers } = services.providers;
  const app = new Hono<PageEnvironment>();

  app.route('/', secondStep(services));
  app.route('/', providerSignIn(services));

  app.get('/sign-in', async (c) => {
    const script = builtFile(passkeyScript);
    const words = wordsOf(c);
    const notice = c.req.query('password') === 'set' ? words.passwordSet : undefined;
    const shown = { notice, script, providers };
    return show(c, 200, (nonce) => signInPage(nonce, words, localPath(c.req.query('next')), shown), true);
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
      ...browserOf(c, publicUrl),
      device: deviceCookie(c.env.exchange, publicUrl),
    };
    const script = builtFile(passkeyScript);
    return answer(
      c,
      async () => {
        const { session, pending } = await sessions.signIn(db, pepper, attempt);
        if (pending) {
          givePending(c.env.exchange, publicUrl, pending);
          return askForSecondStep(c, services, pending.secret, localPath(next));
        }
        giveSession(c.env.exchange, publicUrl, session);
        const user = { id: session.userId, username: session.username };
        return isForm(c)
          ? c.redirect(localPath(next), 303)
          : c.json({ user, expires_at: session.expiresAt.toISOString() });
      },
      (nonce, fault) => signInPage(nonce, wordsOf(c), localPath(next), { fault, username, script, providers }),
      true,
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
    if (!user) return show(c, 404, (nonce) => staleLinkPage(nonce, wordsOf(c)));
    const asked = await newPasswordOf(db, user);
    return show(c, 200, (nonce) => setPasswordPage(nonce, wordsOf(c), asked), true);
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
        const changed = await setPassword(db, services, { secret, ip: c.env.exchange.ip }, password);
        // The account may be locked, but the user who received the link may sign in from this browser.
        giveDevice(c.env.exchange, publicUrl, newDevice(pepper, changed));
        return isForm(c) ? c.redirect('/sign-in?password=set', 303) : c.json({ success: true });
      },
      (nonce, fault) => (asked ? setPasswordPage(nonce, wordsOf(c), asked, fault) : staleLinkPage(nonce, wordsOf(c))),
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
  script: builtFile('pages/set-password/set-password.ts'),
});
