/** APIs with OpenAPI documents, for tests. */
import { expect } from '@jest/globals';
import type { Answer } from '../test-users.ts';
import type { Ask } from '../tokens/acts.ts';

const fields =
  'id name description document operations(paginator: { page: 1, records_per_page: 10000 }) { entities { method path requires resource } }';

export const register = (by: Ask, name: string, document: object | string, more: object = {}): Promise<Answer> =>
  by(`mutation ($input: CreateApiMutationInput) { done: createApi(input: $input) { ${fields} } }`, {
    input: { name, document: textOf(document), ...more },
  });

export const change = (by: Ask, id: string, input: object): Promise<Answer> =>
  by(
    `mutation ($id: Int64Bit!, $input: UpdateApiMutationInput) { done: updateApi(id: $id, input: $input) { ${fields} } }`,
    { id, input },
  );

export const remove = (by: Ask, id: string): Promise<Answer> =>
  by('mutation ($id: Int64Bit!) { done: deleteApi(id: $id) { success } }', { id });

export const textOf = (document: object | string) =>
  typeof document === 'string' ? document : JSON.stringify(document, null, 2);

export const openApi = (paths: object, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths,
  ...more,
});

/** An operation that requires these permissions. */
export const needs = (...permissions: string[]) => ({ security: [{ token: permissions }] });

interface RegisteredApi {
  id: string;
  name: string;
}

let count = 0;

/** A new API; its name is new too. */
export async function registered(by: Ask, paths: object, more: object = {}): Promise<RegisteredApi> {
  const { data, errors } = await register(by, `api-${++count}`, openApi(paths, more));
  expect(errors).toBeUndefined();
  return data.done;
}
