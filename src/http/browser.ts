/** What the sign-in pages know of a browser. */
import type { Browser } from '../domain/sign-in/start-session.ts';
import { sessionCookie } from './cookies.ts';
import type { PageContext } from './forms.ts';
import { type PageWords, wordsFor } from './page-words.ts';

export const browserOf = ({ req, env: { exchange } }: PageContext, publicUrl: string): Browser => ({
  ip: exchange.ip,
  userAgent: req.header('user-agent') ?? null,
  replaces: sessionCookie(exchange, publicUrl),
});

/** The texts of the pages in its language. */
export const wordsOf = ({ req }: PageContext): PageWords => wordsFor(req.header('accept-language'));
