/** The page that a link to a new email address opens. It asks, because programs that check emails open links too. */
import { Hono } from 'hono';
import type { Viewer } from '../domain/access/viewer.ts';
import { enrollmentRequired } from '../domain/base/errors.ts';
import * as addresses from '../domain/people/own-address.ts';
import { confirmAddressPage } from './address-pages.ts';
import { wordsOf } from './browser.ts';
import type { PageEnvironment } from './exchange.ts';
import { answer, isForm, type PageContext } from './forms.ts';
import { requireSameOrigin } from './origin.ts';
import { viewerOf } from './read-credential.ts';
import type { Services } from './services.ts';
import { show, staleLinkPage } from './sign-in-pages.ts';

export function confirmAddress(services: Services): Hono<PageEnvironment> {
  const { db, publicUrl } = services;
  const app = new Hono<PageEnvironment>();
  const stale = (c: PageContext) => show(c, 404, (nonce) => staleLinkPage(nonce, wordsOf(c)));
  const find = (viewer: Viewer, secret: string) =>
    viewer.credential.kind === 'session' ? addresses.find(db, viewer, secret) : null;

  app.get('/confirm-address/:secret', async (c) => {
    const viewer = await viewerOf(c.env.exchange, services);
    const secret = c.req.param('secret');
    if (!viewer) return c.redirect(`/sign-in?next=${encodeURIComponent(`/confirm-address/${secret}`)}`, 302);
    // The page there enrolls a second factor; the link works after that.
    if (viewer.mustEnroll) return c.redirect('/account', 302);
    const address = await find(viewer, secret);
    if (address === null) return stale(c);
    return show(c, 200, (nonce) => confirmAddressPage(nonce, wordsOf(c), { address, username: viewer.username }));
  });

  app.post('/confirm-address/:secret', async (c) => {
    requireSameOrigin(c.env.exchange, publicUrl);
    const viewer = await viewerOf(c.env.exchange, services);
    const secret = c.req.param('secret');
    const address = viewer && (await find(viewer, secret));
    if (!viewer || address === null) return stale(c);
    const shown = { address, username: viewer.username };
    return answer(
      c,
      async () => {
        if (viewer.mustEnroll) throw enrollmentRequired();
        await addresses.confirm(db, viewer, secret);
        return isForm(c) ? c.redirect('/account', 303) : c.json({ success: true });
      },
      (nonce, fault) => confirmAddressPage(nonce, wordsOf(c), { ...shown, fault }),
    );
  });

  return app;
}
