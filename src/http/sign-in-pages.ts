/**
 * The plain pages: to sign in, to set a password, and for addresses without a page. They work without scripts, except for
 * passkeys, and show errors as text.
 */
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Language } from '../domain/base/languages.ts';
import type { Reason, ReasonName } from '../domain/base/reasons.ts';
import { filled } from '../domain/base/sentences.ts';
import { columnsOf, type PasswordPolicy } from '../domain/sign-in/password-policy.ts';
import type { PageEnvironment } from './exchange.ts';
import type { PageWords } from './page-words.ts';

export interface Fault {
  message: string;
  /** From which pages in other languages make their sentence. */
  reason?: Pick<Reason, 'name' | 'values'> | undefined;
  /** Where a value breaks several rules, what completes "It …" for each. */
  rules?: string[] | undefined;
}

/** Answers with one of these pages. */
export function show(
  c: Context<PageEnvironment>,
  status: number,
  page: (nonce: string) => unknown,
  scripts = false,
): Response | Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  c.header('Content-Security-Policy', pagePolicy(nonce, scripts));
  return c.html(page(nonce) as string, status as 200);
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1d28, #eceef6); --soft: light-dark(#565a70, #a9adc2); --paper: light-dark(#f3f3f8, #14161f);
  --card: light-dark(#fff, #1c1f2b); --line: light-dark(#7f8398, #74788c); --edge: light-dark(#dfe0ea, #2b2f3f);
  --accent: light-dark(#3b3fb6, #a9adff); --fault: light-dark(#a3122b, #ff9aa8); --fault-back: light-dark(#fdf0f2, #331a22); --good: light-dark(#14613a, #86d6a6) }
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
.other { margin-top: .75rem; color: var(--ink); background: transparent; border: 1px solid var(--line) }
a.other { display: block; padding: .7rem; border-radius: .4rem; font-weight: 600; text-align: center; text-decoration: none }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
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

const key = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="${colour}" stroke-width="2" aria-hidden="true"><circle cx="5" cy="8" r="3"/><path d="M8 8h7M12 8v3"/></svg>`;
const icon = `data:image/svg+xml,${encodeURIComponent(key('#5b5fd6'))}`;

/** The content security policy of these pages: one style sheet by its nonce, and scripts from our own files only where a page needs them. */
export const pagePolicy = (nonce: string, scripts = false) =>
  `default-src 'none'; ${scripts ? "script-src 'self'; worker-src 'self'; connect-src 'self'; " : ''}style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

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

/** `translated`: sentences in the language of the page, for some reasons. */
export const alert = (fault: Fault | undefined, translated: Partial<Record<ReasonName, string>> = {}) =>
  fault
    ? html`<div class="fault" role="alert" id="fault">${
        fault.rules && fault.rules.length > 1
          ? html`<p>The password was refused:</p><ul>${fault.rules.map((rule) => html`<li>It ${rule}</li>`)}</ul>`
          : html`<p>${sentence(translatedBy(translated, fault) ?? fault.message)}</p>`
      }</div>`
    : '';

const translatedBy = (translated: Partial<Record<ReasonName, string>>, { reason }: Fault): string | undefined => {
  const text = reason && translated[reason.name];
  return text === undefined ? undefined : filled(text, reason?.values ?? {});
};

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

export interface NewPassword {
  username: string;
  policy: PasswordPolicy;
  /** Words that count as easy to guess. */
  own: string[];
  /** The address of the script that marks the rules while the user types. */
  script: string;
}

export const setPasswordPage = (nonce: string, { username, policy, own, script }: NewPassword, fault?: Fault) =>
  page(
    nonce,
    'Set your password',
    html`<p>Your user name is <strong>${username}</strong>.</p>${alert(fault)}
<form method="post">
<input type="hidden" name="username" value="${username}" autocomplete="username">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required autofocus aria-describedby="rules${fault ? ' fault' : ''}">
<ul class="rules" id="rules" data-judged="${JSON.stringify({ policy: columnsOf(policy), own })}">
${rulesOf(policy).map(([name, rule]) => html`<li data-rule="${name}">${rule}<span class="unseen"></span></li>`)}
<li>Your names, “Latchkey” and common passwords are easy to guess. A few uncommon words work well.</li>
</ul>
<p class="unseen" role="status" id="rules-met"></p>
<button>Set password</button>
</form>
<script type="module" src="${script}"></script>`,
  );

/** The rules of the policy, by the names under which the script knows them. */
const rulesOf = (policy: PasswordPolicy): [name: string, rule: string][] => [
  ['length', `At least ${policy.minimumLength} characters`],
  ...(policy.requiresAlphaNumeric ? [['letterAndDigit', 'A letter and a digit'] as [string, string]] : []),
  ...(policy.requiresUpperAndLowerCaseCharacters
    ? [['bothCases', 'An upper case and a lower case letter'] as [string, string]]
    : []),
  ...(policy.requiresAtLeastOneSpecialCharacter
    ? [['special', 'A special character: a space, a punctuation mark or a symbol'] as [string, string]]
    : []),
  ...(policy.minimumPasswordStrength > 0
    ? [['strength', `Hard to guess: a strength of at least ${policy.minimumPasswordStrength} of 4`] as [string, string]]
    : []),
];

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
