/** The hash of a log entry: SHA-256 of all its columns, in a form that never changes. */
import { hash } from 'node:crypto';
import type { logs } from '../../../schema/logs.ts';

export type Entry = typeof logs.$inferSelect;

/** A new column of the log needs a new version of the form, which the entries before it keep. */
const version = 'latchkey log entry 1';

export const hashOfEntry = (entry: Entry): Buffer =>
  hash(
    'sha256',
    JSON.stringify([
      version,
      entry.id,
      entry.createdAt.toISOString(),
      entry.updatedAt.toISOString(),
      entry.version,
      entry.level,
      entry.type,
      entry.message,
      entry.loggableType,
      entry.loggableId,
      entry.loggedEntityType,
      entry.loggedEntityId,
      entry.current,
      entry.previous,
      entry.relationData,
      entry.legacy,
      entry.legacyTitle,
      entry.userId,
      entry.credential,
      entry.credentialId,
    ]),
    'buffer',
  );
