/**
 * Who read which single record of somebody else. Kept in memory and written in batches to the access log, so that no request
 * waits; killing a process loses what it had not written.
 */
import { sql } from 'drizzle-orm';
import { accessLogs as table } from '../../../schema/access-logs.ts';
import { momentIn } from '../../db/clock.ts';
import type { Db } from '../../db/database.ts';
import type { Row } from '../../db/select.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Definition } from '../lists/definition.ts';
import type { ListRequest } from '../lists/request.ts';

/**
 * Notes on the credential which single records the request has read: by one of the columns that identify a record, or by any
 * other condition or relation that leaves only one.
 */
export function noteReadings(
  viewer: Viewer,
  definition: Definition,
  { equals }: ListRequest,
  rows: readonly Row[],
): void {
  const { identifiedBy } = definition;
  if (!identifiedBy || (rows.length !== 1 && !identifiedBy.some((column) => equals?.[column] != null))) return;
  const { used } = viewer.credential;
  used.readings ??= new Set();
  for (const { id } of rows) used.readings.add(`${definition.type} ${id}`);
}

export interface Readings {
  add(viewer: Viewer): void;
  /** Writes one entry for each reader, credential and record. What could not be written is kept for the next time. */
  flush(): Promise<void>;
}

interface Reading {
  userId: string;
  tokenId: string | null;
  type: string;
  id: string;
  /** From `performance.now()`. */
  at: number;
}

const mostRowsAtOnce = 2_000;
/** While the database is away, further readings are not recorded. */
const mostKept = 100_000;

export function createReadings(db: Db): Readings {
  let noted = new Map<string, Reading>();

  async function flush(): Promise<void> {
    const due = [...noted];
    noted = new Map();
    try {
      while (due.length > 0) {
        await write(
          db,
          due.slice(0, mostRowsAtOnce).map(([, reading]) => reading),
        );
        due.splice(0, mostRowsAtOnce);
      }
    } finally {
      for (const [key, reading] of due) noted.set(key, reading);
    }
  }

  let flushing = Promise.resolve();
  return {
    add: ({ userId, credential: { kind, id: credentialId, used } }) => {
      if (!used.readings) return;
      const tokenId = kind === 'token' ? credentialId : null;
      const at = performance.now();
      for (const reading of used.readings) {
        const key = `${userId} ${tokenId} ${reading}`;
        if (noted.has(key) || noted.size >= mostKept) continue;
        const [type, id] = reading.split(' ') as [string, string];
        noted.set(key, { userId, tokenId, type, id, at });
      }
    },
    flush: () => {
      flushing = flushing.catch(() => undefined).then(flush);
      return flushing;
    },
  };
}

/** The tables of the records, the name of a row, and whose row it is. */
const subjects = [
  sql`select 'User' as type, id, name, id as owner from users`,
  sql`select 'Role', id, name, null from roles`,
  sql`select 'PersonalAccessToken', id, name, user_id from personal_access_tokens`,
];

/** Leaves out the reader's own records, and those that are gone. */
async function write(db: Db, readings: readonly Reading[]): Promise<void> {
  const now = performance.now();
  const column = (of: (reading: Reading) => unknown) => sql.param(readings.map(of));
  const found = sql.join(
    subjects.map((rows) => sql`(${rows})`),
    sql` union all `,
  );
  await db.execute(sql`
    insert into ${table} (access_datetime, accessloggable_type, accessloggable_id, entity_name, user_id, personal_access_token_id)
    select ${momentIn('age')}, reading.type, reading.id, subject.name, reader, token
    from unnest(${column(({ userId }) => userId)}::bigint[], ${column(({ tokenId }) => tokenId)}::bigint[],
      ${column(({ type }) => type)}::text[], ${column(({ id }) => id)}::bigint[], ${column(({ at }) => now - at)}::float8[]
    ) as reading(reader, token, type, id, age)
    join (${found}) subject on subject.type = reading.type and subject.id = reading.id
    where subject.owner is distinct from reader order by age desc`);
}
