/** The lines that processes of each kind write to the log. */
import type { Logger } from 'pino';
import { faultOf } from '../http/error-log.ts';

export const connectionBroke = (log: Logger) => (error: Error) =>
  log.warn({ err: error }, 'a database connection broke');

export const migratesElsewhere = (log: Logger) => () =>
  log.info('waiting for another process that migrates the database');

export const jobFailed = (log: Logger) => (error: unknown) => log.error({ err: faultOf(error) }, 'a job failed');
