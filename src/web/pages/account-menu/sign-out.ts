/** Ends the session, and leads to the page to sign in. Sent as a form, because the answer is a page. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/sign-out';
  document.body.append(form);
  form.requestSubmit();
}
