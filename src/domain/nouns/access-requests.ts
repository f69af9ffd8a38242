/** The list definition of requests for access. */
import { eq, sql } from 'drizzle-orm';
import { accessRequests } from '../../../schema/access-requests.ts';
import { personalAccessTokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { logsOf } from './logs.ts';

const over = sql`coalesce(${accessRequests.expiresAt} <= statement_timestamp(), false)`;

export const accessRequestList: Definition = defineList({
  type: 'AccessRequest',
  description:
    "A request for permissions, for an account or for a single token, and its state. Users always see their own. Mutations on other users' requests return only `id` to callers without `READ_ACCESS_REQUEST`.",
  table: accessRequests,
  permission: null,
  visible: {
    allWith: ['READ_ACCESS_REQUEST'],
    others: ({ userId }) => eq(accessRequests.userId, userId),
    owner: 'user_id',
  },
  columns: {
    user_id: is(
      'int64',
      accessRequests.userId,
      'The id of the user who made the request, whose account or token it is for.',
    ),
    personal_access_token_id: maybe(
      'int64',
      accessRequests.tokenId,
      'The id of the token that it is for. Null: it is for the account.',
    ),
    permissions: is(
      'permissions',
      accessRequests.permissions,
      'The requested permissions. All of them are granted, or none.',
    ),
    reason: is('text', accessRequests.reason, 'A text on why the user needs them.'),
    state: is(
      'access_request_state',
      sql`(case when ${accessRequests.endedAt} is not null then 'ENDED' when ${accessRequests.state} = 'GRANTED' and ${over} then 'EXPIRED' else ${accessRequests.state} end)`,
      'The state of the request.',
    ),
    decided_by_user_id: maybe(
      'int64',
      accessRequests.decidedByUserId,
      'The id of the user who granted or declined it.',
    ),
    decided_at: maybe('datetime', accessRequests.decidedAt, 'When it was granted or declined.'),
    answer: is('text', accessRequests.answer, 'The message to the requester from the user who decided.'),
    expires_at: maybe(
      'datetime',
      accessRequests.expiresAt,
      'The instant from which the grant is no longer valid. Null: the grant does not expire, or there is no grant.',
    ),
    ended_at: maybe('datetime', accessRequests.endedAt, 'When it was withdrawn, or when the grant was taken back.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'The user who made the request.' },
    personal_access_token: {
      to: 'PersonalAccessToken',
      many: false,
      from: 'personal_access_token_id',
      at: personalAccessTokens.id,
      description: 'The token that it is for.',
    },
    decided_by: {
      to: 'User',
      many: false,
      from: 'decided_by_user_id',
      at: users.id,
      description: 'The user who granted or declined it.',
    },
    logs: logsOf('AccessRequest'),
  },
});
