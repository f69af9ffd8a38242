/** Random manipulations of the log by somebody who may write everything in the database. */
import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/database.ts';

/** Returns an integer from 0 to below `most`. */
export type Draw = (most: number) => number;

/** Says what was done. */
type Manipulation = (db: Db, draw: Draw) => Promise<string>;

const texts = [
  'level',
  'type',
  'message',
  'loggable_type',
  'logged_entity_type',
  'current',
  'previous',
  'relation_data',
];
const numbers = ['loggable_id', 'logged_entity_id', 'user_id', 'credential_id'];
const entryColumns: [column: string, changed: string][] = [
  ...[...texts, 'legacy_title', 'credential'].map((column): [string, string] => [
    column,
    `coalesce(${column}, '') || ' '`,
  ]),
  ...numbers.map((column): [string, string] => [column, `coalesce(${column}, 0) + 1`]),
  ['legacy', 'not legacy'],
  ['version', 'version + 1'],
  ['created_at', "created_at + interval '1 millisecond'"],
  ['updated_at', "updated_at - interval '1 day'"],
];
const blockColumns: [column: string, changed: string][] = [
  ['created_at', "created_at + interval '1 second'"],
  ['entries', 'entries + 1'],
  ['entry_ids', 'entry_ids || entry_ids'],
  ['entry_ids', 'entry_ids[2:]'],
  ['entry_hashes', 'set_byte(entry_hashes, 0, 255 - get_byte(entry_hashes, 0))'],
  ['oldest_at', "oldest_at - interval '1 day'"],
  ['newest_at', "newest_at + interval '1 day'"],
  ['hash', 'sha256(hash)'],
  ['mac', 'sha256(mac)'],
];

const manipulations: Manipulation[] = [
  async (db, draw) => {
    const [column, changed] = pick(entryColumns, draw);
    const id = await entry(db, draw);
    await run(db, `update logs set ${column} = ${changed} where id = ${id}`);
    return `${column} of entry ${id} was changed`;
  },
  async (db, draw) => {
    const id = await entry(db, draw);
    await run(db, `delete from logs where id = ${id}`);
    return `entry ${id} was removed`;
  },
  async (db, draw) => {
    const ids = [await entry(db, draw), await entry(db, draw)];
    await run(db, `delete from logs where id between least(${ids}) and greatest(${ids})`);
    return `the entries from ${ids.join(' to ')} were removed`;
  },
  async (db, draw) => {
    const id = await entry(db, draw);
    await run(
      db,
      `insert into logs select (copy).* from (select jsonb_populate_record(logs, '{"id": ${1e6 + draw(1e6)}}') as copy from logs where id = ${id}) copies`,
    );
    return `a copy of entry ${id} was inserted`;
  },
  async (db, draw) => {
    const [id, other] = [await entry(db, draw), pick(['0', '-5', '-9223372036854775808'], draw)];
    await run(
      db,
      `insert into logs select (copy).* from (select jsonb_populate_record(logs, '{"id": ${other}}') as copy from logs where id = ${id}) copies`,
    );
    return `a copy of entry ${id} was inserted as ${other}`;
  },
  async (db, draw) => {
    const id = await entry(db, draw);
    await run(
      db,
      `insert into logs select (copy).* from (select jsonb_populate_record(logs, '{"created_at": "2020-02-02T00:00:00Z"}') as copy from logs where id = ${id}) copies`,
    );
    return `a second entry ${id} was inserted`;
  },
  async (db, draw) => {
    const [id, copy] = [await entry(db, draw), 1e6 + draw(1e6)];
    await run(
      db,
      `insert into logs select (copy).* from (select jsonb_populate_record(logs, '{"id": ${copy}}') as copy from logs where id = ${id}) copies`,
    );
    await run(
      db,
      `insert into log_queue (log_id, created_at, hash, mac) select ${copy}, now(), sha256('entry'), sha256('mac')`,
    );
    return `a copy of entry ${id} was inserted and queued`;
  },
  async (db, draw) => {
    const [one, other] = [await entry(db, draw), await entry(db, draw)];
    if (one === other) return pick(manipulations, draw)(db, draw);
    // In steps, because two entries of the same time cannot have the same number even within a statement.
    await run(db, `update logs set id = -1 where id = ${one}`);
    await run(db, `update logs set id = ${one} where id = ${other}`);
    await run(db, `update logs set id = ${other} where id = -1`);
    return `the entries ${one} and ${other} were exchanged`;
  },
  async (db, draw) => {
    const [column, changed] = pick(blockColumns, draw);
    const position = await block(db, draw);
    await run(db, `update log_blocks set ${column} = ${changed} where position = ${position}`);
    return `${changed} of block ${position}`;
  },
  async (db, draw) => {
    const position = await block(db, draw);
    await run(db, `delete from log_blocks where position = ${position}`);
    return `block ${position} was removed`;
  },
  async (db, draw) => {
    const position = await block(db, draw);
    await run(
      db,
      `delete from logs where id in (select unnest(entry_ids) from log_blocks where position >= ${position})`,
    );
    await run(db, `delete from log_blocks where position >= ${position}`);
    return `all from block ${position} was removed`;
  },
  async (db, draw) => {
    const position = await block(db, draw);
    await run(
      db,
      `delete from logs where id in (select unnest(entry_ids) from log_blocks where position <= ${position})`,
    );
    await run(db, `delete from log_blocks where position <= ${position}`);
    return `all to block ${position} was removed`;
  },
  async (db, draw) => {
    const position = await block(db, draw);
    await run(db, `update log_blocks set position = position + 1000 where position > ${position}`);
    await run(db, `update log_blocks set position = position - 999 where position > 1000`);
    await run(
      db,
      `insert into log_blocks select position + 1, created_at, entry_ids, entry_hashes, entries, oldest_at, newest_at, hash, mac from log_blocks where position = ${position}`,
    );
    return `block ${position} was repeated`;
  },
  async (db, draw) => {
    const [column, changed] = pick(
      [
        ['position', 'position - 1'],
        ['entries', 'entries - 1'],
        ['hash', 'sha256(hash)'],
        ['created_at', "created_at + interval '1 day'"],
        ['kind', "case kind when 'HEAD' then 'REMOVED' else 'HEAD' end"],
      ],
      draw,
    ) as [string, string];
    await run(db, `update log_checkpoints set ${column} = ${changed}`);
    return `${column} of the checkpoints was changed`;
  },
];

/** Manipulates the log at random. Triggers do not run, as for a superuser who has switched them off. */
export async function manipulate(tx: Db, draw: Draw): Promise<string> {
  await run(tx, `set local session_replication_role = replica`);
  return pick(manipulations, draw)(tx, draw);
}

const pick = <T>(all: readonly T[], draw: Draw): T => all[draw(all.length)] as T;

const entry = (db: Db, draw: Draw) => one(db, 'select id::text as found from logs order by id', draw);
const block = (db: Db, draw: Draw) => one(db, 'select position::text as found from log_blocks order by position', draw);

async function one(db: Db, text: string, draw: Draw): Promise<string> {
  const { rows } = (await db.execute(sql.raw(text))) as unknown as { rows: { found: string }[] };
  return pick(rows, draw).found;
}

const run = (db: Db, text: string) => db.execute(sql.raw(text));
