/** The plain page that confirms a new email address. */
import { html } from 'hono/html';
import type { PageWords } from './page-words.ts';
import { alert, type Fault, page } from './sign-in-pages.ts';

interface Asked {
  address: string;
  username: string;
  fault?: Fault;
}

export const confirmAddressPage = (nonce: string, { address: words, faults, language }: PageWords, asked: Asked) =>
  page(
    nonce,
    words.title,
    html`${alert(asked.fault, faults)}<p><bdi>${asked.address}</bdi></p>
<p>${words.text} <strong><bdi>${asked.username}</bdi></strong></p>
<form method="post"><button>${words.act}</button></form>`,
    language,
  );
