/** The second step of signing in: pages and endpoints for codes, and for passkeys, which sign in by themselves. */
import { Hono } from 'hono';
import * as z from 'zod';
import { codeTypes, typesIn } from '../domain/sign-in/factors/codes.ts';
import * as steps from '../domain/sign-in/second-step.ts';
import type { Session } from '../domain/sign-in/start-session.ts';
import { browserOf } from './browser.ts';
import { giveSession, pendingCookie, takePending } from './cookies.ts';
import type { PageEnvironment } from './exchange.ts';
import { answer, fieldsOf, isForm, localPath, type PageContext, text } from './forms.ts';
import { relyingPartyOf, requireSameOrigin } from './origin.ts';
import { secondStepPage } from './second-step-pages.ts';
import type { Services } from './services.ts';
import { type Fault, show } from './sign-in-pages.ts';
import { builtFile, passkeyScript } from './web-folder.ts';

export const secondStepPath = (next: string, more = '') => `/sign-in/factor?next=${encodeURIComponent(next)}${more}`;

/** The answer to a correct password where a second factor is missing: the page that asks for it, or an error for programs. */
export async function askForSecondStep(
  c: PageContext,
  { db, pepper }: Services,
  secret: string,
  next: string,
): Promise<Response> {
  if (isForm(c)) return c.redirect(secondStepPath(next), 303);
  const found = await steps.read(db, pepper, secret);
  const message = 'The password is correct. Send the second factor to /sign-in/factor.';
  const types = typesOf(found?.factors ?? []);
  return c.json({ errors: [{ message, extensions: { code: 'SECOND_FACTOR_REQUIRED', types } }] }, 401);
}

type Factors = NonNullable<Awaited<ReturnType<typeof steps.read>>>['factors'];

const hasPasskey = (factors: Factors) => factors.some(({ type }) => type === 'PASSKEY');

const typesOf = (factors: Factors) => [...typesIn(factors), ...(hasPasskey(factors) ? (['PASSKEY'] as const) : [])];

const scriptOf = (factors: Factors) => (hasPasskey(factors) ? builtFile(passkeyScript) : undefined);

type Again = readonly [page: (nonce: string, fault: Fault) => unknown, hasScript: boolean];

export function secondStep({ db, pepper, publicUrl, mail, providers: { providers } }: Services): Hono<PageEnvironment> {
  const site = { pepper, mailed: mail.configured };
  const app = new Hono<PageEnvironment>();
  const withPending = (c: PageContext) => ({
    ...browserOf(c, publicUrl),
    pending: pendingCookie(c.env.exchange, publicUrl),
  });
  const signedIn = (c: PageContext, session: Session, next: string | undefined) => {
    giveSession(c.env.exchange, publicUrl, session);
    takePending(c.env.exchange, publicUrl);
    const user = { id: session.userId, username: session.username };
    return isForm(c) ? c.redirect(localPath(next), 303) : c.json({ user, expires_at: session.expiresAt.toISOString() });
  };

  const find = (c: PageContext) => steps.read(db, pepper, pendingCookie(c.env.exchange, publicUrl));
  /** For forms, the page with what was wrong, and whether it has a script. Read before the act, which ends the pending sign-in. */
  const pageOf = async (c: PageContext, next: string | undefined): Promise<Again> => {
    if (!isForm(c)) return [() => '', false];
    const { language, factors } = (await find(c)) ?? { language: 'en', factors: [] };
    const shown = { language, factors, types: typesOf(factors), next: localPath(next), script: scriptOf(factors) };
    return [(nonce: string, fault: Fault) => secondStepPage(nonce, { ...shown, fault }), hasPasskey(factors)];
  };

  app.get('/sign-in/factor', async (c) => {
    const next = localPath(c.req.query('next'));
    const found = await find(c);
    if (!found) return c.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 302);
    const script = scriptOf(found.factors);
    const sent = c.req.query('sent') !== undefined;
    const shown = { ...found, types: typesOf(found.factors), next, script, sent };
    return show(c, 200, (nonce) => secondStepPage(nonce, shown), script !== undefined);
  });

  app.post('/sign-in/factor', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const { one_time_password, type, next } = await fieldsOf(
      c,
      z.object({
        one_time_password: text,
        type: z.enum(codeTypes, `must be ${codeTypes.join(', ')}.`).nullish(),
        next: text.optional(),
      }),
    );
    const attempt = { ...withPending(c), type: type ?? null, code: one_time_password };
    const again = await pageOf(c, next);
    return answer(c, async () => signedIn(c, await steps.complete(db, site, providers, attempt), next), ...again);
  });

  app.post('/sign-in/factor/email', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const { next } = await fieldsOf(c, z.object({ next: text.optional() }));
    const again = await pageOf(c, next);
    const send = async () => {
      await steps.sendCode(db, pepper, pendingCookie(c.env.exchange, publicUrl));
      return isForm(c) ? c.redirect(secondStepPath(localPath(next), '&sent'), 303) : c.json({ success: true });
    };
    return answer(c, send, ...again);
  });

  app.post('/sign-in/passkey/options', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const site = relyingPartyOf(c.env.exchange, publicUrl);
    return c.json(JSON.parse(await steps.passkeyOptions(db, pepper, site, withPending(c))));
  });

  app.post('/sign-in/passkey', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const { passkey } = await fieldsOf(c, z.object({ passkey: z.looseObject({}, 'is required, as an object.') }));
    const relyingParty = relyingPartyOf(c.env.exchange, publicUrl);
    const attempt = { ...withPending(c), answer: JSON.stringify(passkey) };
    return signedIn(c, await steps.signInWithPasskey(db, site, providers, relyingParty, attempt), undefined);
  });

  return app;
}
