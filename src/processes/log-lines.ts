/** The lines that processes of each kind write to the log. */
import type { Logger } from 'pino';
import { faultOf } from '../http/error-log.ts';

export const ofDatabase = (log: Logger) => ({
  onConnectionError: (error: Error) => log.warn({ err: error }, 'a database connection broke'),
  onReplica: (reason: string | null) =>
    reason === null
      ? log.info('lists are read from the standby again')
      : log.warn(`lists are read from the primary: the server of DATABASE_READ_URL ${reason}`),
});

export const migratesElsewhere = (log: Logger) => () =>
  log.info('waiting for another process that migrates the database');

export const jobFailed = (log: Logger) => (error: unknown) => log.error({ err: faultOf(error) }, 'a job failed');
