/** Answers with users and lists, and the versions of users. */
import type { User } from '../../domain/provisioning/people.ts';
import type { Exchange } from '../exchange.ts';
import { Refused } from '../refusals.ts';
import type { Reply } from '../reply.ts';
import type { Services } from '../services.ts';
import { scimReply } from './faults.ts';
import { resourceOf, versionOf } from './users.ts';

export const root = '/scim/v2';

/** The last part of the path. */
export const lastOf = ({ path }: Exchange) => path.slice(path.lastIndexOf('/') + 1);

interface Page {
  total: number;
  /** The place of the first resource; that of the first of all is 1. */
  start: number;
  resources: readonly object[];
}

export const listReply = ({ total, start, resources }: Page): Reply =>
  scimReply({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex: start,
    itemsPerPage: resources.length,
    Resources: resources,
  });

/** Leaves out what the client does not want. */
export type Select = (resource: object) => object;

export const userReply = (
  user: User,
  { publicUrl }: Services,
  select: Select,
  status = 200,
  headers: Record<string, string> = {},
): Reply => scimReply(select(resourceOf(user, publicUrl)), status, { ETag: versionOf(user), ...headers });

export const notModified = (user: User): Reply => ({ status: 304, headers: { ETag: versionOf(user) }, body: '' });

/** Errors: 412. */
export function requireVersion({ header }: Exchange, user: User): void {
  const sent = header('if-match');
  if (sent !== undefined && !namesVersion(sent, user))
    throw new Refused(412, 'The user was changed since the version in If-Match. Read the user again.');
}

export const namesVersion = (sent: string | undefined, user: User): boolean =>
  (sent ?? '').split(',').some((each) => each.trim() === '*' || each.trim() === versionOf(user));
