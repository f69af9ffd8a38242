/** Names the operation of a PATCH that breaks a rule which is checked only when the user is changed, such as that names are unique. */
import { DomainError } from '../../domain/base/errors.ts';
import { type Operation, partsOf } from './patch.ts';
import { isObject } from './sent.ts';

/** The paths that set a field of a user. */
const paths = new Map([
  ['username', /^username$/],
  ['name', /^name(\.|$)/],
  ['given_name', /^name(\.givenname)?$/],
  ['family_name', /^name(\.familyname)?$/],
  ['public_name', /^displayname$/],
  ['email_address', /^emails(\.value)?$/],
  ['external_id', /^externalid$/],
]);

export async function namingOperation<T>(operations: readonly Operation[], act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DomainError && error.fields)) throw error;
    const { code, message, fields, reason } = error;
    const wanted = Object.keys(fields).flatMap((field) => paths.get(field) ?? []);
    const index = operations.findLastIndex((each) => namesIn(each).some((name) => wanted.some((it) => it.test(name))));
    if (index === -1) throw error;
    throw new DomainError(code, `\`Operations[${index}]\`: ${message}`, { fields, reason });
  }
}

const namesIn = ({ path, value }: Operation): string[] =>
  (path === undefined && isObject(value) ? Object.keys(value) : [path ?? '']).map((each) => partsOf(each)?.name ?? '');
