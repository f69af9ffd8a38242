/**
 * One request to the API, with exactly one credential, because the server refuses two: the session's cookie, or the
 * `Authorization` of the headers given, and then no cookie is sent.
 */
let userId: string | undefined;

/** From now on the server refuses what is sent with the cookie once another user has signed in, in another tab. */
export const sendAs = (id: string) => {
  userId = id;
};

export function post(body: object, headers: Headers): Promise<Response> {
  const bySession = !headers.has('authorization');
  headers.set('content-type', 'application/json');
  headers.set('x-latchkey-csrf', '1');
  if (bySession && userId) headers.set('x-latchkey-user', userId);
  const credentials = bySession ? 'same-origin' : 'omit';
  return fetch('/api/graphql', { method: 'POST', headers, credentials, body: JSON.stringify(body) });
}
