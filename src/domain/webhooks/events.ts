/**
 * Events for webhooks. Each is stored in the outbox in the transaction of the change that it is about, and only if an enabled
 * webhook wants events of its type. Its data are ids and names, never a secret or its hash.
 */
import { type SQL, sql } from 'drizzle-orm';
import { accessRequests } from '../../../schema/access-requests.ts';
import { outbox as messages } from '../../../schema/outbox.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { webhooks } from '../../../schema/webhooks.ts';
import type { Db } from '../../db/database.ts';
import { rowsOf } from '../../db/rows.ts';
import * as outbox from '../outbox/outbox.ts';
import type { EventType } from './event-types.ts';

/** The types of events about a token. */
export type TokenEventType = Extract<EventType, `token.${string}`>;

/** The id of an event, in SQL. It contains no full stop, because it is a part of what is signed. */
export const newEventId = sql`'msg_' || replace(gen_random_uuid()::text, '-', '')`;

const timeIn = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const person = sql`jsonb_build_object('id', ${users.id}::text, 'username', ${users.username})`;

/** Stores an event about each of the tokens. `details` are added to its data. */
export async function ofTokens(
  tx: Db,
  type: TokenEventType,
  ids: readonly string[],
  details: Record<string, unknown> = {},
): Promise<void> {
  if (ids.length === 0) return;
  const token = sql`jsonb_build_object('id', ${tokens.id}::text, 'name', ${tokens.name}, 'type', ${tokens.type},
    'expires_at', ${timeIn(sql`${tokens.expiresAt}`)})`;
  return store(
    tx,
    type,
    sql`select ${tokens.id} as id, 'token ' || ${tokens.id} as subject,
      jsonb_build_object('token', ${token}, 'owner', ${person}) || ${JSON.stringify(details)}::jsonb as data
      from ${tokens} join ${users} on ${users.id} = ${tokens.userId} where ${tokens.id} = any(${sql.param([...ids])}::bigint[])`,
  );
}

export const ofUser = (tx: Db, type: 'user.disabled' | 'user.enabled', id: string): Promise<void> =>
  store(
    tx,
    type,
    sql`select ${users.id} as id, 'user ' || ${users.id} as subject,
      jsonb_build_object('user', ${person} || jsonb_build_object('service_account', ${users.serviceAccount})) as data
      from ${users} where ${users.id} = ${id}`,
  );

export function ofRequest(tx: Db, id: string): Promise<void> {
  const request = sql`jsonb_build_object('id', ${accessRequests.id}::text, 'permissions', to_jsonb(${accessRequests.permissions}))`;
  const token = sql`case when ${tokens.id} is not null then jsonb_build_object('id', ${tokens.id}::text, 'name', ${tokens.name}) end`;
  return store(
    tx,
    'access_request.pending',
    sql`select ${accessRequests.id} as id, 'access_request ' || ${accessRequests.id} as subject,
      jsonb_build_object('access_request', ${request}, 'user', ${person}, 'token', ${token}) as data
      from ${accessRequests} join ${users} on ${users.id} = ${accessRequests.userId}
      left join ${tokens} on ${tokens.id} = ${accessRequests.tokenId} where ${accessRequests.id} = ${id}`,
  );
}

/** `found` selects the id, subject and data of each event. Events about the same subject are delivered in their order. */
async function store(tx: Db, type: EventType, found: SQL): Promise<void> {
  const about = sql`jsonb_build_object('id', ${newEventId}, 'type', ${type}::text, 'subject', found.subject, 'data', found.data)`;
  const isWanted = sql`exists (select 1 from ${webhooks} where ${webhooks.enabled} and ${webhooks.eventTypes} @> array[${type}::text])`;
  const stored = await rowsOf<object>(
    tx,
    sql`insert into ${messages} (kind, about, due_at)
      select 'EVENT', ${about}, clock_timestamp() from (${found}) as found where ${isWanted} order by found.id returning id`,
  );
  if (stored.length > 0) outbox.wakeAfterCommit(tx);
}
