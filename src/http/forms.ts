/** What the sign-in endpoints share: reading forms and JSON, and answering with a page or with JSON. */
import type { Context } from 'hono';
import * as z from 'zod';
import { DomainError, invalid } from '../domain/base/errors.ts';
import { isAddressRefused } from '../domain/firewall/admission.ts';
import { sendsForm } from './bodies.ts';
import type { PageEnvironment } from './exchange.ts';
import { retryAfter, statusOf } from './refusals.ts';
import { type Fault, show } from './sign-in-pages.ts';

export type PageContext = Context<PageEnvironment>;

const home = '/account/home';

const textRule = 'is required, as text of at most 2,000 characters.';

/** PostgreSQL cannot store U+0000 in text. */
export const text = z
  .string(textRule)
  .max(2_000, textRule)
  .refine((value) => !value.includes('\0'), 'must not contain the character U+0000.');

export const isForm = (c: PageContext) => sendsForm(c.env.exchange);

/** The fields of a form or of a JSON object. INVALID_INPUT names the first that is missing or wrong. */
export async function fieldsOf<T>(c: PageContext, shape: z.ZodType<T>): Promise<T> {
  const sent = isForm(c) ? await c.req.parseBody() : await c.req.json().catch(() => undefined);
  if (sent === undefined) throw new DomainError('INVALID_INPUT', 'The body is not valid JSON.');
  const parsed = shape.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.path[0] === undefined) throw new DomainError('INVALID_INPUT', 'The body must be a JSON object.');
  throw invalid(String(issue.path[0]), issue.message);
}

/** Runs the act. A refusal becomes the page again, or JSON for clients that sent JSON. */
export async function answer(
  c: PageContext,
  act: () => Promise<Response>,
  again: (nonce: string, fault: Fault) => unknown,
  hasScript = false,
) {
  try {
    return await act();
  } catch (error) {
    // The step around all endpoints has a page for it.
    if (isAddressRefused(error)) throw error;
    if (!(error instanceof DomainError) || !isForm(c)) throw error;
    const { status, fault } = faultShown(c, error);
    return show(c, status, (nonce) => again(nonce, fault), hasScript);
  }
}

/** A refusal as a page shows it. */
export function faultShown(c: PageContext, error: DomainError): { status: number; fault: Fault } {
  Object.assign(c.env.exchange.headers, retryAfter(error));
  const fault = {
    message: error.message.replaceAll('`', ''),
    reason: error.reason,
    broken: error.broken,
  };
  return { status: statusOf(error), fault };
}

/** A local path to continue at; anything that could lead to another site becomes the start page. */
export function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w\-./?=&%]*$/.test(next) ? next : home;
}
