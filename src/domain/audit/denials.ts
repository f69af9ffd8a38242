/**
 * Requests that were refused because the caller may not do what they asked for. They are counted in memory; the log gets one
 * entry for each credential and field in a minute, however often it was refused.
 */
import type { Db } from '../../db/database.ts';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { type Actor, record } from './record.ts';

/** Notes on the credential that a field was refused. `name` must not be chosen by the client, such as an alias. */
export function noteDenial({ credential: { used } }: Viewer, name: string, missing: readonly Permission[]): void {
  used.denials ??= new Map();
  used.denials.set(name, missing);
}

export interface Denials {
  add(viewer: Viewer): void;
  /** Records those of more than a minute ago, or all. What could not be recorded is kept for the next time. */
  flush(all?: boolean): Promise<void>;
}

interface Denied {
  actor: Exclude<Actor, string>;
  name: string;
  missing: readonly Permission[];
  count: number;
  /** From `performance.now()`. */
  first: number;
}

const minuteMs = 60_000;
/** Entries that one transaction writes. */
const mostAtOnce = 200;
/** While the database is away, denials of further credentials are not recorded. */
const mostKept = 10_000;

export function createDenials(db: Db): Denials {
  const denied = new Map<string, Denied>();

  async function flush(all: boolean): Promise<void> {
    const now = performance.now();
    const due = [...denied].filter(([, { first }]) => all || now - first >= minuteMs);
    for (const [key] of due) denied.delete(key);
    try {
      while (due.length > 0) {
        const some = due.slice(0, mostAtOnce);
        await transactAsSystem(db, async (tx) => {
          for (const [, each] of some) await record(tx, each.actor, changeOf(each));
        });
        due.splice(0, mostAtOnce);
      }
    } finally {
      for (const [key, each] of due) {
        const later = denied.get(key)?.count ?? 0;
        denied.set(key, { ...each, count: each.count + later });
      }
    }
  }

  let flushing = Promise.resolve();
  return {
    add: ({ userId, credential: { kind, id, used } }) => {
      for (const [name, missing] of used.denials ?? []) {
        const key = `${kind} ${id} ${name}`;
        const known = denied.get(key);
        if (known) known.count++;
        else if (denied.size < mostKept) {
          const actor = { userId, credential: { kind, id } };
          denied.set(key, { actor, name, missing, count: 1, first: performance.now() });
        }
      }
    },
    flush: (all = false) => {
      flushing = flushing.catch(() => undefined).then(() => flush(all));
      return flushing;
    },
  };
}

function changeOf({ actor, name, missing, count }: Denied) {
  const often = count === 1 ? '' : ` ${count} times within a minute`;
  const why = missing.length > 0 ? `: ${missing.join(', ')} is missing` : '';
  const current = { field: name, missing_permissions: missing, count };
  return {
    type: 'OTHER',
    entity: 'User',
    id: actor.userId,
    message: `${name} was refused${often}${why}.`,
    current,
  } as const;
}
