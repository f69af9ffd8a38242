/** `latchkey apply`: makes the permissions, roles, permission sets, service accounts and tokens what an access file says. */
import type { Ask } from '../commands/ask.ts';
import { linesOf, visible } from '../files/lines.ts';
import { type Change, kinds, type NewSecret } from './change.ts';
import type { Connect, ConnectOptions } from './connect.ts';
import { deliver } from './deliver.ts';
import type { Driver } from './driver.ts';
import { idsIn, type Plan, planOf } from './plan.ts';
import { readAccessFile } from './read-file.ts';
import { requireSound } from './references.ts';
import { asJson, inWords } from './report.ts';
import { readState } from './state.ts';
import type { Wanted } from './wanted.ts';

export interface ApplyOptions extends ConnectOptions {
  dryRun?: boolean;
  prune?: boolean;
  json?: boolean;
  /** A shell command that receives the secrets of tokens that name no command. */
  secretTo?: string;
}

/** Returns the exit code: with --dry-run 2 if there are changes. Throws if the file or a change is refused. */
export async function applyCommand(file: string, options: ApplyOptions, connect: Connect): Promise<0 | 1 | 2> {
  const { dryRun = false, json = false } = options;
  const wanted = await readAccessFile(file);
  return connect(options, dryRun, async (driver) => {
    if (dryRun) {
      const { plan } = await planNow(driver.ask, wanted, options);
      console.log(json ? asJson(wanted, plan, false) : inWords(plan, 'planned'));
      return plan.changes.length > 0 ? 2 : 0;
    }

    const { plan, faults } = await deliverAll(driver.ask, await makeAll(driver, wanted, options));
    const isDone = faults.length === 0;
    console.log(json ? asJson(wanted, plan, isDone) : inWords(plan, isDone ? 'done' : 'failed'));
    if (faults.length > 0) console.error(faults.join('\n'));
    return faults.length > 0 ? 1 : 0;
  });
}

async function planNow(ask: Ask, wanted: Wanted, { prune = false }: ApplyOptions) {
  const state = await readState(ask, wanted);
  await requireSound(ask, wanted, state);
  return { state, plan: planOf(wanted, state, { prune, now: new Date() }) };
}

interface Made {
  /** With the changes that were made. */
  plan: Plan;
  newSecrets: Map<Change, NewSecret>;
  /** Why not all changes were made; the secrets that were made still have to be delivered. */
  faults: string[];
}

/** On the database, all changes or none. On a server one after the other: the next run makes those that are missing. */
const makeAll = (driver: Driver, wanted: Wanted, options: ApplyOptions): Promise<Made> =>
  driver.together(async (ask) => {
    const { state, plan } = await planNow(ask, wanted, options);
    const { changes } = plan;
    const fallback = options.secretTo === undefined ? null : ['sh', '-c', options.secretTo];
    requireCommands(plan, fallback);
    const ids = idsIn(state);
    const newSecrets = new Map<Change, NewSecret>();
    let count = 0;
    try {
      for (const change of changes) {
        const { place, kind, name } = change;
        const made = await change.make(ask, ids).catch((error: Error) => {
          const fault = `${place ?? wanted.file} The ${kinds[kind]} ${name}: ${error.message}`;
          throw new Error(visible(fault), { cause: error });
        });
        if (made) newSecrets.set(change, { ...made, command: made.command ?? fallback });
        count++;
      }
      if (count > 0) await requireEqual(ask, wanted, options);
      return { plan, newSecrets, faults: [] };
    } catch (error) {
      if (driver.isAtomic) throw error;
      const faults = [(error as Error).message, countInWords(count, changes.length)];
      return { plan: { ...plan, changes: changes.slice(0, count) }, newSecrets, faults };
    }
  });

function countInWords(count: number, all: number): string {
  if (count < all)
    return `${count} of ${all} changes were made. When the fault is corrected, run it again for the others.`;
  return all === 1 ? 'The change was made.' : `All ${all} changes were made.`;
}

/** Delivers the secrets that were made, one after the other. Returns the changes with how each delivery ended. */
async function deliverAll(ask: Ask, { plan, newSecrets, faults }: Made): Promise<Omit<Made, 'newSecrets'>> {
  const changes: Change[] = [];
  const all = [...faults];
  for (const change of plan.changes) {
    const made = newSecrets.get(change);
    const { outcome, fault } = made ? await deliver(ask, made) : { outcome: undefined, fault: null };
    changes.push({ ...change, delivery: outcome });
    if (fault !== null) all.push(fault);
  }
  return { plan: { ...plan, changes }, faults: all };
}

/** Before anything is changed. Errors name the line of each token. */
function requireCommands({ changes }: Plan, fallback: readonly string[] | null): void {
  const faults = changes
    .filter(({ command }) => command === null && fallback === null)
    .map(
      ({ place, name }) => `${place} The token ${name} needs secret_command, or --secret-to, to receive its secret.`,
    );
  if (faults.length > 0) throw new Error(linesOf(faults));
}

/** Somebody else may have changed the same records meanwhile. */
async function requireEqual(ask: Ask, wanted: Wanted, options: ApplyOptions): Promise<void> {
  const { plan } = await planNow(ask, wanted, options);
  const [different] = plan.changes.filter(({ act }) => act !== 'redeliver');
  if (!different) return;
  const { place, kind, name } = different;
  const fault = `${place ?? wanted.file} The ${kinds[kind]} ${name} was changed by somebody else at the same time.`;
  throw new Error(visible(`${fault} Run it again.`));
}
