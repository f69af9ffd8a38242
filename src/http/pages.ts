/** The plain pages: sign in, set a password. They work without scripts and say what went wrong in words. */
import { html, raw } from 'hono/html';

export interface Fault {
  message: string;
  field?: string;
}

const style = `:root{color-scheme:light dark;--line:light-dark(#8b8fa3,#6d7183);--ink:light-dark(#1b1d28,#eceef6);--paper:light-dark(#fff,#14161f);--accent:light-dark(#3b3fb6,#a9adff);--fault:light-dark(#a3122b,#ff9aa8)}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:min(24rem,100%)}h1{font-size:1.5rem;margin:0 0 1.25rem}label{display:block;margin:1rem 0 .25rem;font-weight:600}
input{width:100%;padding:.6rem .7rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.4rem}
button{margin-top:1.5rem;width:100%;padding:.7rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:0;border-radius:.4rem;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}.fault{color:var(--fault);border-left:4px solid;padding-left:.75rem}.hint{font-size:.9rem;margin:.25rem 0 0}a{color:var(--accent)}`;

const key = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#5b5fd6" stroke-width="2"><circle cx="5" cy="8" r="3"/><path d="M8 8h7M12 8v3"/></svg>')}`;

/** The policy these pages need: no scripts at all, and the one style sheet by its nonce. */
export const pagePolicy = (nonce: string) =>
  `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const page = (nonce: string, title: string, content: unknown) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Latchkey</title>
<link rel="icon" href="${raw(key)}">
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>`;

const alert = (fault: Fault | undefined) =>
  fault ? html`<p class="fault" role="alert" id="fault">${fault.message}</p>` : '';

export const signInPage = (
  nonce: string,
  next: string,
  { fault, username = '', notice }: { fault?: Fault; username?: string; notice?: string } = {},
) =>
  page(
    nonce,
    'Sign in',
    html`${notice ? html`<p role="status">${notice}</p>` : ''}${alert(fault)}
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${next}">
<label for="username">User name or e-mail address</label>
<input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required ${username ? '' : 'autofocus'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required ${username ? 'autofocus' : ''}>
<button>Sign in</button>
</form>`,
  );

export const setPasswordPage = (nonce: string, username: string, fault?: Fault) =>
  page(
    nonce,
    'Set your password',
    html`<p>For <strong>${username}</strong>.</p>${alert(fault)}
<form method="post">
<input type="hidden" name="username" value="${username}" autocomplete="username">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required autofocus aria-describedby="rules${fault ? ' fault' : ''}">
<p class="hint" id="rules">At least 12 characters that are hard to guess. A few uncommon words do well.</p>
<button>Set password</button>
</form>`,
  );

export const messagePage = (nonce: string, title: string, message: string) =>
  page(nonce, title, html`<p>${message}</p><p><a href="/sign-in">Sign in</a></p>`);
