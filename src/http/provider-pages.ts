/** The plain pages after a confirmation at a provider, and after a link or a confirmation that was refused. */
import { html } from 'hono/html';
import type { PageWords } from './page-words.ts';
import { alert, type Fault, page } from './sign-in-pages.ts';

/** Shown in the tab in which the person signed in again. */
export const confirmedPage = (nonce: string, { provider: words, language }: PageWords, needsCode: boolean) =>
  page(nonce, words.confirmed, html`<p>${needsCode ? words.enterCode : words.goOn}</p>`, language);

export const providerFaultPage = (nonce: string, words: PageWords, fault: Fault) =>
  page(
    nonce,
    words.provider.refused,
    html`${alert(fault, words.faults)}<p><a href="/account">${words.account}</a></p>`,
    words.language,
  );
