/**
 * The requests to both servers: the same bytes for each, with a token and values that change from request to request.
 */
import { createHash } from 'node:crypto';
import { checksum, type TokenPrefix } from '../src/domain/base/secrets.ts';

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

const projects = 'query Projects { projects { entities { id key name } } }';

/** Sent only to Latchkey, for the same owners: once with a plain token and once with one capped to a project. */
const capped = { Plain: projects, Capped: projects };

export type Compared = keyof typeof documents;
export type Name = Compared | keyof typeof capped;

export const names: Record<Compared, string> = {
  One: 'one user by id',
  Page: '25 users with role and permissions',
  Me: 'me',
};

export const rowsPerPage = 25;

/** The number of projects, each with a token of the owner of the plain token with the same number. */
export const projectTokens = 500;

/** The secret of the token with this number, in the form of real secrets and the same in every process. */
export function tokenOf(number: number, prefix: TokenPrefix = 'lku_'): string {
  const random = createHash('sha256').update(`${prefix}${number}`).digest('hex').slice(0, 30);
  return `${prefix}${random}${checksum(random)}`;
}

export interface Asked {
  token: string;
  body: string;
}

/** A request with this name, one of many alike. */
export function request(name: Name, { users, tokens }: Size): Asked {
  const any = (most: number) => 1 + Math.floor(Math.random() * most);
  const variables = {
    One: { id: String(any(users)) },
    Page: { paginator: { page: any(users / rowsPerPage), records_per_page: rowsPerPage } },
    Me: {},
    Plain: {},
    Capped: {},
  }[name];
  const query = { ...documents, ...capped }[name];
  const token =
    name in capped ? tokenOf(any(projectTokens), name === 'Capped' ? 'lkp_' : 'lku_') : tokenOf(any(tokens));
  return { token, body: JSON.stringify({ query, operationName: name in capped ? undefined : name, variables }) };
}
