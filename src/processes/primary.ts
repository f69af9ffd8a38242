/**
 * The life of the primary process: it starts workers, which serve the requests, and does itself what is done once: it
 * migrates the database, creates the owner, prints, runs the jobs, and sends emails.
 */
import type { Config } from '../config.ts';
import { wake } from '../domain/outbox/outbox.ts';
import type { Log } from '../log.ts';
import { type Opened, open } from '../open.ts';
import type { Started } from './alone.ts';
import { mailOf, startBackground } from './background.ts';
import { type Crew, startCrew } from './crew.ts';
import { announce, ensureOwner } from './first-start.ts';
import { createHandover } from './handed-over.ts';
import { withinLastSeconds } from './last-work.ts';
import { migratesElsewhere, ofDatabase } from './log-lines.ts';
import { createMeasured } from './measured.ts';
import type { ToPrimary, ToWorker } from './messages.ts';
import { type Monitoring, startMonitoring } from './monitoring.ts';
import { openProviders } from './providers.ts';
import { createSharedLimits } from './shared-limits.ts';
import { createSharedRates } from './shared-rate.ts';
import { createSteps } from './steps.ts';

/** Longer than a worker needs to finish its requests, apart from STOP_DELAY. */
const mostMs = 31_000;

export async function startPrimary(config: Config, output: Log): Promise<Started> {
  const { log } = output;
  const crew: Crew = startCrew(config.WORKERS, output, { take, ended });
  const limits = createSharedLimits(config, crew.send);
  const rates = createSharedRates(config, crew.send);
  const handover = createHandover();
  const measured = createMeasured(crew.running, crew.send);
  let port = config.PORT;
  const steps = createSteps(crew.running, crew.send, async (step) => {
    // No request may be lost in a connection that no worker has got yet.
    if (step === 'held') await handover.complete(config.HOST, port);
  });
  const [bound, ready] = [meeting<string>(config.WORKERS), meeting<number>(config.WORKERS)];
  let phase: 'binding' | 'opening' | 'serving' | 'stopping' = 'binding';
  let pepper = '';
  let monitoring: Monitoring | undefined;

  function take(worker: number, message: ToPrimary): void {
    if (message.type === 'started') crew.send(worker, greeting());
    else if (message.type === 'listening') bound.come(message.url);
    else if (message.type === 'failed') bound.fail(message.message);
    else if (message.type === 'ready') {
      limits.join(worker);
      rates.join(worker);
      if (phase === 'serving') crew.send(worker, { type: 'serve' });
      else ready.come(worker);
    } else if (message.type === 'committed') wake();
    else if (message.type === 'accepted') handover.accepted(message.clientPort);
    else if (message.type === 'measured') measured.take(message);
    else if (message.type === 'reached') steps.reached(worker, message.step);
    else if (message.type === 'askPortion' || message.type === 'settled') rates.take(worker, message);
    else limits.take(worker, message);
  }

  function greeting(): ToWorker {
    if (phase === 'binding') return { type: 'listen' };
    return phase === 'stopping' ? { type: 'stop' } : { type: 'open', pepper };
  }

  function ended(worker: number): void {
    limits.drop(worker);
    rates.drop(worker);
    measured.drop(worker);
    steps.ended();
  }

  /** Before the first worker serves, whatever makes the start fail ends the program. */
  const whileStarting = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([work, crew.failed.then((reason) => Promise.reject(new Error(reason)))]);

  async function startWith(opened: Opened, url: string): Promise<Started> {
    const mail = mailOf(config, opened.pepper, log);
    const first = await ensureOwner(opened, config, mail);
    [phase, pepper] = ['opening', opened.pepper];
    for (const worker of crew.running()) crew.send(worker, { type: 'open', pepper });
    const workers = await whileStarting(ready.all);
    announce(config.PORT === 0 ? url : config.PUBLIC_URL, first);
    opened.complete();
    phase = 'serving';
    for (const worker of workers) crew.send(worker, { type: 'serve' });
    monitoring?.watch(opened, measured.all);
    const stopBackground = startBackground(opened.db, mail, log, config);
    return {
      failed: crew.failed,
      stop: async () => {
        phase = 'stopping';
        for (const worker of crew.running()) crew.send(worker, { type: 'stop' });
        const allWell = await crew.end(mostMs + config.STOP_DELAY * 1_000);
        await withinLastSeconds(stopBackground().then(opened.close)).finally(() => monitoring?.stop());
        if (!allWell) throw new Error('Not every worker could finish its requests and write its last uses.');
      },
    };
  }

  try {
    // As in one process, the port is bound first.
    const [url = ''] = await whileStarting(bound.all);
    port = Number(new URL(url).port || 80);
    monitoring = await startMonitoring(config, log);
    // The workers read it again: here a fault ends the start with one message.
    await openProviders(config);
    const opened = await open(config, ofDatabase(log), migratesElsewhere(log));
    return await startWith(opened, url).catch(async (error) => {
      await opened.close();
      throw error;
    });
  } catch (error) {
    await monitoring?.stop();
    await crew.end(0);
    throw error;
  }
}

/** Waits for so many. */
function meeting<T>(count: number) {
  const arrived: T[] = [];
  let finish: (all: T[]) => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const all = new Promise<T[]>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  all.catch(() => undefined);
  return {
    all,
    come: (one: T) => {
      arrived.push(one);
      if (arrived.length === count) finish(arrived);
    },
    fail: (reason: string) => fail(new Error(reason)),
  };
}
