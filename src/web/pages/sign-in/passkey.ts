/** The button of the sign-in pages that signs in with a passkey. The pages themselves are made by the server. */
import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser';

const button = document.querySelector<HTMLButtonElement>('#passkey');
const fault = document.querySelector<HTMLElement>('#passkey-fault');

const post = (path: string, body: object) =>
  fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function signIn(): Promise<boolean> {
  const options = await post('/sign-in/passkey/options', {});
  if (!options.ok) return false;
  const passkey = await startAuthentication({ optionsJSON: await options.json() });
  return (await post('/sign-in/passkey', { passkey })).ok;
}

if (button && fault && browserSupportsWebAuthn()) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    fault.hidden = true;
    button.disabled = true;
    // The user may cancel, the browser may have no passkey for this site, and the server may not know it.
    const isSignedIn = await signIn().catch(() => false);
    button.disabled = false;
    if (isSignedIn) return window.location.assign(button.dataset.next ?? '/account/home');
    fault.textContent = button.dataset.failed ?? '';
    fault.hidden = false;
  });
}
