/** Requests for access as lists. */
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
    "Permissions somebody asked for, for the account or for one token alone, and what became of it. One's own are always seen. Mutations of other users' requests answer only `id` to callers without `READ_ACCESS_REQUEST`.",
  table: accessRequests,
  permission: null,
  visible: {
    allWith: ['READ_ACCESS_REQUEST'],
    others: ({ userId }) => eq(accessRequests.userId, userId),
    owner: 'user_id',
  },
  columns: {
    user_id: is('int64', accessRequests.userId, 'Who asked, and whose account or token it is for.'),
    personal_access_token_id: maybe('int64', accessRequests.tokenId, 'The token it is for. Null: the account.'),
    permissions: is(
      'permissions',
      accessRequests.permissions,
      'What was asked for; it is granted whole or not at all.',
    ),
    reason: is('text', accessRequests.reason, 'What it is needed for, in words.'),
    state: is(
      'access_request_state',
      sql`(case when ${accessRequests.endedAt} is not null then 'ENDED' when ${accessRequests.state} = 'GRANTED' and ${over} then 'EXPIRED' else ${accessRequests.state} end)`,
      'What became of it.',
    ),
    decided_by_user_id: maybe('int64', accessRequests.decidedByUserId, 'Who granted or declined it.'),
    decided_at: maybe('datetime', accessRequests.decidedAt, 'When it was granted or declined.'),
    answer: is('text', accessRequests.answer, 'What whoever decided says to whoever asked.'),
    expires_at: maybe(
      'datetime',
      accessRequests.expiresAt,
      'From this instant on the grant holds no more. Null: for ever, or not granted.',
    ),
    ended_at: maybe('datetime', accessRequests.endedAt, 'When it was withdrawn or taken back.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'Who asked.' },
    personal_access_token: {
      to: 'PersonalAccessToken',
      many: false,
      from: 'personal_access_token_id',
      at: personalAccessTokens.id,
      description: 'The token it is for.',
    },
    decided_by: {
      to: 'User',
      many: false,
      from: 'decided_by_user_id',
      at: users.id,
      description: 'Who granted or declined it.',
    },
    logs: logsOf('AccessRequest'),
  },
});
