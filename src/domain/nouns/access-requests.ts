/** Requests for access as a list: one's own, and everybody's for those who may. A request that was granted is the grant. */
import { eq, sql } from 'drizzle-orm';
import { accessRequests as table } from '../../../schema/access-requests.ts';
import { personalAccessTokens as tokenTable } from '../../../schema/tokens.ts';
import { users as usersTable } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import * as logs from '../audit/record.ts';
import { definition as tokens } from './tokens.ts';
import * as users from '../people/users.ts';

const over = sql`coalesce(${table.expiresAt} <= statement_timestamp(), false)`;

export const definition: Definition = defineList({
  type: 'AccessRequest',
  description:
    "Permissions somebody asked for, for the account or for one token alone, and what became of it. One's own are always seen. Mutations of other users' requests answer only `id` to callers without `READ_ACCESS_REQUEST`.",
  table,
  permission: null,
  visible: { allWith: ['READ_ACCESS_REQUEST'], others: ({ userId }) => eq(table.userId, userId), owner: 'user_id' },
  columns: {
    user_id: is('int64', table.userId, 'Who asked, and whose account or token it is for.'),
    personal_access_token_id: maybe('int64', table.tokenId, 'The token it is for. Null: the account.'),
    permissions: is('permissions', table.permissions, 'What was asked for; it is granted whole or not at all.'),
    reason: is('text', table.reason, 'What it is needed for, in words.'),
    state: is(
      'access_request_state',
      sql`(case when ${table.endedAt} is not null then 'ENDED' when ${table.state} = 'GRANTED' and ${over} then 'EXPIRED' else ${table.state} end)`,
      'What became of it.',
    ),
    decided_by_user_id: maybe('int64', table.decidedByUserId, 'Who granted or declined it.'),
    decided_at: maybe('datetime', table.decidedAt, 'When it was granted or declined.'),
    answer: is('text', table.answer, 'What whoever decided says to whoever asked.'),
    expires_at: maybe(
      'datetime',
      table.expiresAt,
      'From this instant on the grant holds no more. Null: for ever, or not granted.',
    ),
    ended_at: maybe('datetime', table.endedAt, 'When it was withdrawn or taken back.'),
  },
  relations: {
    user: { to: () => users.definition, many: false, from: 'user_id', at: usersTable.id, description: 'Who asked.' },
    personal_access_token: {
      to: () => tokens,
      many: false,
      from: 'personal_access_token_id',
      at: tokenTable.id,
      description: 'The token it is for.',
    },
    decided_by: {
      to: () => users.definition,
      many: false,
      from: 'decided_by_user_id',
      at: usersTable.id,
      description: 'Who granted or declined it.',
    },
    logs: logs.relation('AccessRequest'),
  },
});
