/** Emails as plain text and as HTML. */
import { html } from 'hono/html';
import type { Email, Part } from './email.ts';

export const textOf = ({ parts }: Email): string => `${parts.map(plain).join('\n\n')}\n`;

export const htmlOf = ({ language, subject, parts }: Email): string =>
  String(
    html`<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${subject}</title><body>${parts.map(marked)}</body></html>`,
  );

function plain(part: Part): string {
  if (typeof part === 'string') return part;
  if ('link' in part) return part.link;
  if ('list' in part) return part.list.map((item) => `- ${item}`).join('\n');
  return part.quote.replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '\n').replaceAll(/^/gm, '> ');
}

function marked(part: Part) {
  if (typeof part === 'string') return html`<p>${part}</p>`;
  if ('link' in part) return html`<p><a href="${part.link}">${part.link}</a></p>`;
  if ('list' in part) return html`<ul>${part.list.map((item) => html`<li>${item}</li>`)}</ul>`;
  return html`<blockquote style="white-space: pre-line">${part.quote}</blockquote>`;
}
