/** The life of the server in one process: port → database → owner → requests, and in reverse. */
import type { Config } from '../config.ts';
import { type Listener, listen } from '../http/listener.ts';
import type { Log } from '../log.ts';
import { open } from '../open.ts';
import { mailOf, startBackground } from './background.ts';
import { announce, ensureOwner } from './first-start.ts';
import { withinLastSeconds } from './last-work.ts';
import { migratesElsewhere, ofDatabase } from './log-lines.ts';
import { type Monitoring, startMonitoring } from './monitoring.ts';
import { openProviders } from './providers.ts';
import { startTracing } from './tracing.ts';

export interface Started {
  /** Finishes the running requests and the rest. Throws when something could not be finished. */
  stop(): Promise<void>;
  /** Resolves with the reason if the server cannot go on. */
  failed?: Promise<string>;
}

export async function startAlone(config: Config, log: Log): Promise<Started> {
  // Binds the port first: if it is taken, the start must fail before the password of a new owner is made, since the
  // password would never be shown.
  const listener = await listen(config);
  let monitoring: Monitoring | undefined;
  try {
    monitoring = await startMonitoring(config, log.log);
    return await startBehind(listener, monitoring, config, log);
  } catch (error) {
    await monitoring?.stop();
    await listener.stop({ lingerMs: 0 });
    throw error;
  }
}

async function startBehind(
  listener: Listener,
  monitoring: Monitoring | undefined,
  config: Config,
  { log }: Log,
): Promise<Started> {
  const providers = await openProviders(config);
  const tracing = await startTracing(config, log);
  // The largest part of the program is read while the database is opened.
  const [opened, { startServing }] = await Promise.all([
    open(config, { ...ofDatabase(log), ...tracing.ofDatabase }, migratesElsewhere(log)),
    import('./serving.ts'),
  ]);
  try {
    const { db, pepper, breached } = opened;
    const mail = mailOf(config, pepper, log);
    const first = await ensureOwner(opened, config, mail);
    const serving = await startServing(
      {
        ...{ config, db, mail, pepper, breached, providers, log },
        ...(monitoring && { count: monitoring.metrics.count }),
        ...tracing.ofRequests,
      },
      listener,
      opened.kind === 'pglite',
    );
    announce(config.PORT === 0 ? listener.url : config.PUBLIC_URL, first);
    // After the password was printed and before requests are served: from here on the database is never created again.
    opened.complete();
    listener.serve(serving.handlers);
    monitoring?.watch(opened);
    const stopBackground = startBackground(db, mail, log, config);
    const finish = async () => {
      const background = stopBackground();
      await serving.finish();
      await background;
      await tracing.stop();
      await opened.close();
    };
    return {
      stop: async () => {
        await listener.stop({ delayMs: config.STOP_DELAY * 1_000 });
        await withinLastSeconds(finish()).finally(() => monitoring?.stop());
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
