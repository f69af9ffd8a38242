/** The parameters of requests that send texts: in the URL, and in the form of a POST. */
import { sendsForm } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { Refused } from './refusals.ts';

/** Each parameter once. Errors: 415 for another body than a form, 400 for a parameter that is given twice. */
export function parametersOf({ method, url, body, header }: Exchange): Map<string, string> {
  if (method === 'POST' && body.length > 0 && !sendsForm({ header }))
    throw new Refused(415, 'Send the parameters as application/x-www-form-urlencoded.');
  const sent = [...new URL(url).searchParams, ...new URLSearchParams(method === 'POST' ? body.toString() : '')];
  const parameters = new Map(sent);
  if (parameters.size < sent.length) throw new Refused(400, 'Send each parameter once.');
  return parameters;
}
