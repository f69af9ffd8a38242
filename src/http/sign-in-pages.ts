/**
 * The plain pages: to sign in, to set a password, and for addresses without a page. They work without scripts, except for
 * passkeys, and show errors as text.
 */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Language } from '../domain/base/languages.ts';
import type { PageEnvironment } from './exchange.ts';

export interface Fault {
  message: string;
  field?: string;
}

/** Answers with one of these pages. */
export function show(
  c: Context<PageEnvironment>,
  status: number,
  page: (nonce: string) => unknown,
): Response | Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  c.header('Content-Security-Policy', pagePolicy(nonce));
  return c.html(page(nonce) as string, status as 200);
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1d28, #eceef6); --soft: light-dark(#565a70, #a9adc2); --paper: light-dark(#f3f3f8, #14161f);
  --card: light-dark(#fff, #1c1f2b); --line: light-dark(#7f8398, #74788c); --edge: light-dark(#dfe0ea, #2b2f3f);
  --accent: light-dark(#3b3fb6, #a9adff); --fault: light-dark(#a3122b, #ff9aa8); --fault-back: light-dark(#fdf0f2, #331a22) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1.5rem; padding: 1.5rem 1rem 10vh;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
header { display: flex; align-items: center; gap: .6rem; font-weight: 600; font-size: 1.1rem }
header svg { width: 1.6rem; color: var(--accent) }
main { width: min(25rem, 100%); padding: 1.75rem; background: var(--card); border: 1px solid var(--edge); border-radius: .75rem; overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25 }
p { margin: 0 0 1rem }
label { display: block; margin: 1rem 0 .35rem; font-weight: 600 }
input { width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .4rem }
button { width: 100%; margin-top: 1.5rem; padding: .7rem; font: inherit; font-weight: 600; color: var(--card); background: var(--accent); border: 0; border-radius: .4rem; cursor: pointer }
button:hover { filter: brightness(1.1) }
button.other { margin-top: .75rem; color: var(--ink); background: transparent; border: 1px solid var(--line) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) }
.fault { padding: .6rem .8rem; color: var(--fault); background: var(--fault-back); border-left: 4px solid; border-radius: .25rem }
.hint { margin: .6rem 0 0; color: var(--soft); font-size: .9rem }
main > :last-child { margin-bottom: 0 }`;

const key = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="${colour}" stroke-width="2" aria-hidden="true"><circle cx="5" cy="8" r="3"/><path d="M8 8h7M12 8v3"/></svg>`;
const icon = `data:image/svg+xml,${encodeURIComponent(key('#5b5fd6'))}`;

/** The content security policy of these pages: scripts from our own files for passkeys, and one style sheet by its nonce. */
const pagePolicy = (nonce: string) =>
  `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export const page = (nonce: string, title: string, content: unknown, language: Language = 'en') => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Latchkey</title>
<link rel="icon" href="${raw(icon)}">
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body><header>${raw(key('currentColor'))}Latchkey</header><main><h1>${title}</h1>${content}</main></body>
</html>`;

export const alert = (fault: Fault | undefined) =>
  fault ? html`<p class="fault" role="alert" id="fault">${sentence(fault.message)}</p>` : '';

/** Messages begin with the name of the field for programs; pages leave it out. */
const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);

export const signInPage = (
  nonce: string,
  next: string,
  { fault, username = '', notice, script }: { fault?: Fault; username?: string; notice?: string; script?: string } = {},
) =>
  page(
    nonce,
    'Sign in',
    html`${notice ? html`<p role="status">${notice}</p>` : ''}${alert(fault)}
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${next}">
<label for="username">User name or email address</label>
<input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required ${username ? '' : 'autofocus'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required ${username ? 'autofocus' : ''}>
<button>Sign in</button>
</form>${passkeyButton(script, next, 'Use a passkey', 'The passkey was not used. Try again, or sign in with your password.')}`,
  );

/** Shown by its script where the browser has passkeys. */
export const passkeyButton = (script: string | undefined, next: string, label: string, failed: string) =>
  script
    ? html`<button type="button" class="other" id="passkey" data-next="${next}" data-failed="${failed}" hidden>${label}</button>
<p class="fault" role="alert" id="passkey-fault" hidden></p>
<script type="module" src="${script}"></script>`
    : '';

export const setPasswordPage = (nonce: string, username: string, fault?: Fault) =>
  page(
    nonce,
    'Set your password',
    html`<p>Your user name is <strong>${username}</strong>.</p>${alert(fault)}
<form method="post">
<input type="hidden" name="username" value="${username}" autocomplete="username">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required autofocus aria-describedby="rules${fault ? ' fault' : ''}">
<p class="hint" id="rules">At least 12 characters that are hard to guess. A few uncommon words do well.</p>
<button>Set password</button>
</form>`,
  );

export const notFoundPage = (nonce: string) =>
  page(
    nonce,
    'Page not found',
    html`<p>There is no page at this address.</p><p><a href="/account">Your account</a></p>`,
  );

export const messagePage = (nonce: string, title: string, message: string) =>
  page(nonce, title, html`<p>${message}</p><p><a href="/sign-in">Sign in</a></p>`);
