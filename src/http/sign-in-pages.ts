/**
 * The plain pages: to sign in, and for addresses without a page. They work without scripts, except for passkeys, and show errors as text.
 */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Language } from '../domain/base/languages.ts';
import type { Reason, ReasonName } from '../domain/base/reasons.ts';
import { filled } from '../domain/base/sentences.ts';
import { themeOf } from './cookies.ts';
import type { PageEnvironment } from './exchange.ts';
import type { PageWords } from './page-words.ts';
import { builtFile, typefaceFile } from './web-folder.ts';

export interface Fault {
  message: string;
  /** From which pages in other languages make their sentence. */
  reason?: Pick<Reason, 'name' | 'values'> | undefined;
  /** Each rule that a value breaks, where it breaks several. */
  broken?: readonly Reason[] | undefined;
}

/** Answers with one of these pages. */
export function show(
  c: Context<PageEnvironment>,
  status: number,
  page: (nonce: string) => unknown,
  scripts = false,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  c.header('Content-Security-Policy', pagePolicy(nonce, scripts));
  const theme = themeOf(c.env.exchange);
  const inTheme = (text: unknown) =>
    theme === 'system' ? String(text) : String(text).replace(/<html [^>]*/, `$& data-theme="${theme}"`);
  return Promise.resolve(page(nonce)).then((text) => c.html(inTheme(text), status as 200));
}

/** The typeface of the pages, from the same file, which browsers keep. */
const typeface = () => `
@font-face { font-family: Latchkey; font-weight: 300 900; font-display: swap; src: url(${builtFile(typefaceFile)}) format('woff2') }`;

const style = `
:root { color-scheme: light dark; --ink: light-dark(#17211f, #e6edea); --soft: light-dark(#53615d, #9fb0aa); --paper: light-dark(#f6f8f7, #0f1514);
  --card: light-dark(#fff, #161d1b); --line: light-dark(#84918d, #6d7d77); --edge: light-dark(#e0e6e3, #29332f);
  --accent: light-dark(#0b6a5f, #5fcdbb); --fault: light-dark(#a3122b, #ff9aa8); --fault-back: light-dark(#fdf0f2, #331a22); --good: light-dark(#17603a, #86d6a6) }
:root[data-theme=light] { color-scheme: light }
:root[data-theme=dark] { color-scheme: dark }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1.5rem; padding: 1.5rem 1rem 10vh;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 Latchkey, system-ui, sans-serif }
header { display: flex; align-items: center; gap: .6rem; font-weight: 650; font-size: 1.15rem; letter-spacing: -.01em }
header svg { width: 1.9rem; height: 1.9rem }
main { width: min(25rem, 100%); padding: 1.75rem; background: var(--card); border: 1px solid var(--edge); border-radius: .6rem; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.35rem; font-weight: 650; line-height: 1.25; letter-spacing: -.015em }
p { margin: 0 0 1rem }
label { display: block; margin: 1rem 0 .3rem; font-weight: 500 }
input { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .4rem }
button { width: 100%; margin-top: 1.5rem; padding: .7rem; font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: .4rem; cursor: pointer }
button:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)) }
.other { margin-top: .75rem; color: var(--ink); background: transparent; border: 1px solid var(--line) }
.other:hover { background: var(--paper) }
a.other { display: block; padding: .7rem; border-radius: .4rem; font-weight: 600; text-align: center; text-decoration: none }
::selection { background: color-mix(in srgb, var(--accent) 30%, transparent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) }
.fault { padding: .6rem .8rem; color: var(--fault); background: var(--fault-back); border-left: 4px solid; border-radius: .25rem }
.fault p, .fault ul { margin: 0 }
.fault ul { padding-left: 1.2rem }
.rules { margin: .6rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .9rem }
.rules [data-rule] { position: relative; padding-left: 1.5rem }
.rules [data-rule]::before { content: ''; position: absolute; left: .2rem; top: .4em; width: .65rem; height: .65rem; border: 1.5px solid var(--line); border-radius: 50% }
.rules .kept { color: var(--good) }
.rules .kept::before { left: .35rem; top: .2em; width: .35rem; height: .7rem; border-width: 0 2px 2px 0; border-color: currentColor; border-radius: 0; transform: rotate(45deg) }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.hint { margin: .6rem 0 0; color: var(--soft); font-size: .9rem }
main > :last-child { margin-bottom: 0 }`;

/** The mark of Latchkey, as in `src/web/ui/icons.tsx`. */
const mark = (tile: string, line: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${line}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect width="24" height="24" rx="6" fill="${tile}" stroke="none"/><path d="M9.5 10.7V17.7H16.3M13.2 17.7V14.9"/><circle cx="9.5" cy="7.7" r="3"/></svg>`;
const icon = `data:image/svg+xml,${encodeURIComponent(mark('#0b6a5f', '#fff'))}`;

/** The content security policy of these pages: one style sheet by its nonce, our typeface, and scripts from our own files only where a page needs them. */
export const pagePolicy = (nonce: string, scripts = false) =>
  `default-src 'none'; ${scripts ? "script-src 'self'; worker-src 'self'; connect-src 'self'; " : ''}style-src 'nonce-${nonce}'; img-src data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export const page = (nonce: string, title: string, content: unknown, language: Language = 'en') => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Latchkey</title>
<link rel="icon" href="${raw(icon)}">
<style nonce="${nonce}">${raw(typeface())}${raw(style)}</style>
</head>
<body><header>${raw(mark('var(--accent)', 'var(--card)'))}Latchkey</header><main><h1>${title}</h1>${content}</main></body>
</html>`;

/**
 * `translated`: sentences in the language of the page, for some reasons. `list`: what precedes several reasons. A reason without a
 * translation completes "It …".
 */
export function alert(
  fault: Fault | undefined,
  translated: Partial<Record<ReasonName, string>> = {},
  list = '',
): ReturnType<typeof html> | '' {
  if (!fault) return '';
  const { message, reason, broken = [] } = fault;
  const inLanguage = (one: Pick<Reason, 'name' | 'values'> | undefined) => {
    const text = one && translated[one.name];
    return text === undefined ? undefined : filled(text, one?.values ?? {});
  };
  const reasons = () => broken.map((one) => html`<li>${inLanguage(one) ?? `It ${one.sentence}`}</li>`);
  const content =
    broken.length > 1
      ? html`<p>${list}</p><ul>${reasons()}</ul>`
      : html`<p>${sentence(inLanguage(reason) ?? message)}</p>`;
  return html`<div class="fault" role="alert" id="fault">${content}</div>`;
}

/** Messages begin with the name of the field for programs; pages leave it out. */
const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);

interface SignInShown {
  fault?: Fault;
  username?: string;
  notice?: string | undefined;
  script?: string;
  providers?: readonly { id: string; name: string }[];
}

export const signInPage = (
  nonce: string,
  words: PageWords,
  next: string,
  { fault, username = '', notice, script, providers = [] }: SignInShown = {},
) =>
  page(
    nonce,
    words.signIn,
    html`${notice ? html`<p role="status">${notice}</p>` : ''}${alert(fault, words.faults)}
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${next}">
<label for="username">${words.name}</label>
<input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required ${username ? '' : 'autofocus'}>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required ${username ? 'autofocus' : ''}>
<button>${words.signIn}</button>
</form>${passkeyButton(script, next, words.passkey, words.passkeyFailed)}${providers.map(providerLink(next, words))}`,
    words.language,
  );

const providerLink =
  (next: string, words: PageWords) =>
  ({ id, name }: { id: string; name: string }) =>
    html`<a class="other" href="/sign-in/with/${id}?next=${encodeURIComponent(next)}">${words.provider.signIn}${' '}<bdi>${name}</bdi></a>`;

/** Shown by its script where the browser has passkeys. */
export const passkeyButton = (script: string | undefined, next: string, label: string, failed: string) =>
  script
    ? html`<button type="button" class="other" id="passkey" data-next="${next}" data-failed="${failed}" hidden>${label}</button>
<p class="fault" role="alert" id="passkey-fault" hidden></p>
<script type="module" src="${script}"></script>`
    : '';

export const notFoundPage = (nonce: string, words: PageWords) =>
  page(
    nonce,
    words.notFound,
    html`<p>${words.nothingHere}</p><p><a href="/account">${words.account}</a></p>`,
    words.language,
  );

export const staleLinkPage = (nonce: string, words: PageWords) =>
  page(
    nonce,
    words.staleLink,
    html`<p>${words.linkEnded}</p><p><a href="/sign-in">${words.signIn}</a></p>`,
    words.language,
  );

/** Without a link: every page of this server would answer the same. */
export const refusedAddressPage = (nonce: string, message: string) =>
  page(nonce, 'Access refused', html`<p>${message}</p>`);
