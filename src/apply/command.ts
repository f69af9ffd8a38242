/** `latchkey apply`: makes the permissions, roles, permission sets, service accounts and tokens what an access file says. */
import { type Delivery, kinds } from './change.ts';
import type { Connect, ConnectOptions } from './connect.ts';
import { deliverAll } from './deliver.ts';
import type { Ask } from '../commands/ask.ts';
import type { Driver } from './driver.ts';
import { linesOf, visible } from '../commands/lines.ts';
import { idsIn, type Plan, planOf } from './plan.ts';
import { readAccessFile } from './read-file.ts';
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
  const print = (plan: Plan, isDone: boolean) =>
    console.log(json ? asJson(wanted, plan, isDone) : inWords(plan, isDone));
  return connect(options, dryRun, async (driver) => {
    if (dryRun) {
      const plan = await planNow(driver.ask, wanted, options);
      print(plan, false);
      return plan.changes.length > 0 ? 2 : 0;
    }
    const { plan, deliveries, faults } = await makeAll(driver, wanted, options);
    print(plan, true);
    faults.push(...(await deliverAll(driver.ask, deliveries)));
    if (faults.length > 0) console.error(faults.join('\n'));
    return faults.length > 0 ? 1 : 0;
  });
}

const planNow = async (ask: Ask, wanted: Wanted, { prune = false }: ApplyOptions): Promise<Plan> =>
  planOf(wanted, await readState(ask, wanted), { prune, now: new Date() });

interface Made {
  plan: Plan;
  deliveries: Delivery[];
  /** Why not all changes were made; the secrets that were made still have to be delivered. */
  faults: string[];
}

/** On the database, all changes or none. On a server one after the other: the next run makes those that are missing. */
const makeAll = (driver: Driver, wanted: Wanted, options: ApplyOptions): Promise<Made> =>
  driver.together(async (ask) => {
    const state = await readState(ask, wanted);
    const plan = planOf(wanted, state, { prune: options.prune ?? false, now: new Date() });
    const fallback = options.secretTo === undefined ? null : ['sh', '-c', options.secretTo];
    requireCommands(plan, fallback);
    const ids = idsIn(state);
    const deliveries: Delivery[] = [];
    let count = 0;
    try {
      for (const change of plan.changes) {
        const { place, kind, name } = change;
        const delivery = await change.make(ask, ids).catch((error: Error) => {
          const fault = `${place ?? wanted.file} The ${kinds[kind]} ${name}: ${error.message}`;
          throw new Error(visible(fault), { cause: error });
        });
        if (delivery) deliveries.push({ ...delivery, command: delivery.command ?? fallback });
        count++;
      }
      if (count > 0) await requireEqual(ask, wanted, options);
      return { plan, deliveries, faults: [] };
    } catch (error) {
      if (driver.isAtomic) throw error;
      const { message } = error as Error;
      const done =
        count === plan.changes.length
          ? `All ${count} changes were made.`
          : `${count} of ${plan.changes.length} changes were made. Run it again for the others.`;
      return { plan: { ...plan, changes: plan.changes.slice(0, count) }, deliveries, faults: [message, done] };
    }
  });

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
  const { changes } = await planNow(ask, wanted, options);
  const [different] = changes.filter(({ act }) => act !== 'redeliver');
  if (!different) return;
  const { place, kind, name } = different;
  const fault = `${place ?? wanted.file} The ${kinds[kind]} ${name} was changed by somebody else at the same time.`;
  throw new Error(visible(`${fault} Run it again.`));
}
