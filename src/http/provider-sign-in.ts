/** Signing in, linking an account and confirming a change at a provider: the way there and back. */
import { Hono } from 'hono';
import type { Viewer } from '../domain/access/viewer.ts';
import { DomainError, enrollmentRequired } from '../domain/base/errors.ts';
import { because } from '../domain/base/reasons.ts';
import { isAddressRefused } from '../domain/firewall/admission.ts';
import { countProvider, providerSucceeded } from '../domain/sign-in/attempt-limits.ts';
import { confirm } from '../domain/sign-in/providers/confirm.ts';
import { type Confirmed, linkOwn } from '../domain/sign-in/providers/identities.ts';
import { isTicketOf } from '../domain/sign-in/providers/link-ticket.ts';
import { ofProvider, refusal } from '../domain/sign-in/providers/refusals.ts';
import { signIn } from '../domain/sign-in/providers/sign-in.ts';
import type { Provider } from '../oidc/provider.ts';
import { browserOf, wordsOf } from './browser.ts';
import { givePending, giveSession } from './cookies.ts';
import { faultOf } from './error-log.ts';
import type { PageEnvironment } from './exchange.ts';
import { faultShown, localPath, type PageContext } from './forms.ts';
import { requireSameOrigin } from './origin.ts';
import { type Flow, giveFlow, takeFlow } from './provider-flow.ts';
import { confirmedPage, providerFaultPage } from './provider-pages.ts';
import { viewerOf } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { secondStepPath } from './second-step.ts';
import type { Services } from './services.ts';
import { show, signInPage } from './sign-in-pages.ts';
import { builtFile, passkeyScript } from './web-folder.ts';

export function providerSignIn(services: Services): Hono<PageEnvironment> {
  const { db, pepper, publicUrl, providers, mail, log } = services;
  const app = new Hono<PageEnvironment>();
  const find = (id: string) => providers.providers.find((provider) => provider.id === id);

  /** Shows a refusal on the sign-in page, or for a link or a confirmation on a page of its own. */
  async function answered(
    c: PageContext,
    provider: Provider,
    flow: Pick<Flow, 'purpose' | 'next'>,
    work: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      const shown = ofProvider(provider, error);
      if (!(shown instanceof DomainError) || isAddressRefused(shown)) throw shown;
      if (shown !== error) log.warn({ provider: provider.id, err: causesOf(error) }, 'a provider confirmed nobody');
      const script = builtFile(passkeyScript);
      const { status, fault } = faultShown(c, shown);
      const signingIn = { fault, script, providers: providers.providers };
      return flow.purpose === 'SIGN_IN'
        ? show(c, status, (nonce) => signInPage(nonce, wordsOf(c), flow.next, signingIn), true)
        : show(c, status, (nonce) => providerFaultPage(nonce, wordsOf(c), fault));
    }
  }

  app.get('/sign-in/with/:provider', async (c) => {
    const provider = find(c.req.param('provider'));
    if (!provider) return c.notFound();
    const link = c.req.query('link');
    const purpose = link !== undefined ? 'LINK' : c.req.query('confirm') !== undefined ? 'CONFIRM' : 'SIGN_IN';
    const next = localPath(c.req.query('next'));
    return answered(c, provider, { purpose, next }, async () => {
      let sessionId: string | null = null;
      if (purpose !== 'SIGN_IN') {
        requireSameOrigin(c.env.exchange, publicUrl);
        sessionId = sessionOf(await viewerOf(c.env.exchange, services));
        const use = { providerId: provider.id, sessionId };
        if (link !== undefined && !(await isTicketOf(db, pepper, link, use))) throw expired();
      }
      const { url, ...checks } = await providers.begin(provider, { anew: purpose === 'CONFIRM' });
      await giveFlow(c.env.exchange, services, { purpose, providerId: provider.id, sessionId, next, ...checks });
      return c.redirect(url, 302);
    });
  });

  app.get('/sign-in/with/:provider/callback', async (c) => {
    const provider = find(c.req.param('provider'));
    if (!provider) return c.notFound();
    // Programs that check links send HEAD, and would use up the answer of the provider.
    if (c.env.exchange.method !== 'GET') throw new Refused(405, 'Use GET.', { Allow: 'GET' });
    const flow = await takeFlow(c.env.exchange, services);
    const { purpose, next } = flow ?? { purpose: 'SIGN_IN', next: localPath(undefined) };
    return answered(c, provider, { purpose, next }, async () => {
      if (!flow || flow.providerId !== provider.id) throw expired();
      const { ip } = c.env.exchange;
      await countProvider(db, ip);
      const claims = await providers.finish(provider, new URL(c.req.url).searchParams, flow);
      const answer = await complete(c, flow, { provider, claims });
      await providerSucceeded(db, ip);
      return answer;
    });
  });

  async function complete(c: PageContext, flow: Flow, confirmed: Confirmed): Promise<Response> {
    const { exchange } = c.env;
    if (flow.purpose === 'SIGN_IN') {
      const browser = browserOf(c, publicUrl);
      const { session, pending } = await signIn(db, { pepper, mailed: mail.configured }, confirmed, browser);
      if (session) giveSession(exchange, publicUrl, session);
      else givePending(exchange, publicUrl, pending);
      return c.redirect(session ? flow.next : secondStepPath(flow.next), 303);
    }
    const viewer = await viewerOf(exchange, services);
    if (!viewer || sessionOf(viewer) !== flow.sessionId) throw expired();
    if (flow.purpose === 'LINK') {
      if (viewer.mustEnroll) throw enrollmentRequired();
      await linkOwn(db, viewer, mail.configured, confirmed);
      return c.redirect('/account', 303);
    }
    const { needsCode } = await confirm(db, viewer, confirmed, new Date(flow.begun));
    return show(c, 200, (nonce) => confirmedPage(nonce, wordsOf(c), needsCode));
  }

  return app;
}

/** The id of the viewer's session. Errors: UNAUTHENTICATED. */
function sessionOf(viewer: Viewer | null): string {
  if (viewer?.credential.kind !== 'session') throw expired();
  return viewer.credential.id;
}

const expired = () => refusal(because('SIGN_IN_EXPIRED'));

/** What the library says went wrong, and the code of the provider's error, without any value that was sent. */
function causesOf(error: unknown): unknown[] {
  const causes = [];
  for (let one = error; one instanceof Error && causes.length < 4; one = one.cause) {
    const { code, error: provider } = one as { code?: unknown; error?: unknown };
    causes.push({ ...faultOf(one), stack: undefined, code, provider });
  }
  return causes;
}
