/** Errors as SCIM answers them (RFC 7644, section 3.12): a status, a word for programs and a sentence for people. */
import { DomainError } from '../../domain/base/errors.ts';
import type { withErrorsAs } from '../error-forms.ts';
import { messageOf, Refused } from '../refusals.ts';
import { jsonReply, type TextReply, withHeader } from '../reply.ts';

type ScimType = 'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'mutability' | 'noTarget';

/** A request that breaks a rule of SCIM. */
export class Fault extends Refused {
  readonly scimType: ScimType;
  constructor(scimType: ScimType, message: string) {
    super(400, message);
    this.scimType = scimType;
  }
}

/** The same refusal with this before its message. */
export function scimFault(error: Fault | DomainError, before: string): Fault {
  return new Fault((typeOf(error) ?? 'invalidValue') as ScimType, before + error.message);
}

export const mediaType = 'application/scim+json';

export const scimReply = (value: unknown, status = 200, headers: Record<string, string> = {}): TextReply =>
  withHeader(jsonReply(value, status), { 'Content-Type': mediaType, ...headers });

export const scimError: Parameters<typeof withErrorsAs>[0] = (reply, _exchange, error) => {
  const { status, headers } = reply;
  const scimType = typeOf(error);
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType ? { scimType } : {}),
    detail: inNamesOfScim(messageOf(reply)),
  };
  return scimReply(body, status, { ...headers, 'Content-Type': mediaType });
};

function typeOf(error: unknown): ScimType | 'uniqueness' | undefined {
  if (error instanceof Fault) return error.scimType;
  if (!(error instanceof DomainError)) return undefined;
  const { code, fields = {} } = error;
  if (code === 'CONFLICT' && Object.keys(fields).length > 0) return 'uniqueness';
  if (code !== 'INVALID_INPUT') return undefined;
  if ('filter' in fields) return 'invalidFilter';
  return 'path' in fields ? 'invalidPath' : 'invalidValue';
}

const names = new Map([
  ['username', 'userName'],
  ['name', 'name.formatted'],
  ['given_name', 'name.givenName'],
  ['family_name', 'name.familyName'],
  ['public_name', 'displayName'],
  ['email_address', 'emails'],
  ['external_id', 'externalId'],
]);

const inNamesOfScim = (message: string) => message.replace(/`(\w+)`/g, (_, name) => `\`${names.get(name) ?? name}\``);
