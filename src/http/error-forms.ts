/** Answers errors of an endpoint in the form that its standard prescribes. */
import { DomainError } from '../domain/base/errors.ts';
import { isAddressRefused } from '../domain/firewall/admission.ts';
import type { Exchange } from './exchange.ts';
import { messageOf, replyToError } from './refusals.ts';
import { type Endpoint, jsonReply, type Reply, type TextReply, textReply, withHeader } from './reply.ts';
import type { Services } from './services.ts';

type Form = (reply: TextReply, exchange: Exchange, error: unknown) => Reply;

/** The firewall answers to an address that it does not admit, whatever the form. */
export const withErrorsAs =
  (form: Form, { report }: Services, endpoint: Endpoint): Endpoint =>
  async (exchange) => {
    try {
      return await endpoint(exchange);
    } catch (error) {
      if (isAddressRefused(error)) throw error;
      return form(replyToError(error, exchange, report), exchange, error);
    }
  };

/** By status, as in RFC 6749 and RFC 6750. */
const oauthCodes: Partial<Record<number, string>> = {
  400: 'invalid_request',
  401: 'invalid_client',
  403: 'insufficient_scope',
  429: 'temporarily_unavailable',
  503: 'temporarily_unavailable',
};

/** As OAuth answers: `error` is for programs, `error_description` for people. */
export const oauthError: Form = (reply, _exchange, error) => {
  const { status } = reply;
  const body = {
    error: oauthCodes[status] ?? (status < 500 ? 'invalid_request' : 'server_error'),
    error_description: messageOf(reply),
  };
  return withHeader(jsonReply(body, status), { ...rest(reply), ...challenges(status, error) });
};

function challenges(status: number, error: unknown): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Basic realm="Latchkey", Bearer error="invalid_token"' };
  return status === 403 ? { 'WWW-Authenticate': insufficientScope(missingIn(error)) } : {};
}

/** The challenge of RFC 6750 to a valid token that may not do what it was sent for. */
export const insufficientScope = (missing: readonly string[]): string =>
  `Bearer error="insufficient_scope"${missing.length > 0 ? `, scope="${missing.join(' ')}"` : ''}`;

export const missingIn = (error: unknown): readonly string[] =>
  (error instanceof DomainError ? error.missingPermissions : undefined) ?? [];

/** As AuthZEN answers: the message alone. */
export const textError: Form = (reply) => withHeader(textReply(messageOf(reply), reply.status), rest(reply));

function rest({ headers }: TextReply): Record<string, string> {
  const { 'Content-Type': _, ...others } = headers;
  return others;
}
