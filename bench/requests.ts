/** What is asked of both servers: the same bytes to each, with a token and values that change from request to request. */
import { createHash } from 'node:crypto';
import { checksum } from '../src/domain/secrets.ts';

export interface Size {
  users: number;
  roles: number;
  tokens: number;
}

const documents = {
  One: 'query One($id: Int64Bit) { users(id: $id) { entities { id name public_name username email_address enabled role_id } } }',
  Page: 'query Page($paginator: Paginator) { users(paginator: $paginator) { entities { id name username email_address role { id name applied_permissions } } } }',
  Me: 'query Me { me { id name username public_name super_admin role_id email_address } }',
};

export type Name = keyof typeof documents;

export const names: Record<Name, string> = {
  One: 'one user by id',
  Page: '25 users with role and permissions',
  Me: 'me',
};

export const rowsPerPage = 25;

/** The secret of the token with this number: shaped like ours, and the same in every process. */
export function tokenOf(number: number): string {
  const random = createHash('sha256').update(`token ${number}`).digest('hex').slice(0, 30);
  return `lku_${random}${checksum(random)}`;
}

export interface Asked {
  token: string;
  body: string;
}

/** A request of this name, one of many alike. */
export function request(name: Name, { users, tokens }: Size): Asked {
  const any = (most: number) => 1 + Math.floor(Math.random() * most);
  const variables = {
    One: { id: String(any(users)) },
    Page: { paginator: { page: any(users / rowsPerPage), records_per_page: rowsPerPage } },
    Me: {},
  }[name];
  const body = JSON.stringify({ query: documents[name], operationName: name, variables });
  return { token: tokenOf(any(tokens)), body };
}
