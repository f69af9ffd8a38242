/** What one process of each machine does beside requests: the scheduled jobs, and sending emails and events. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import type { Retention } from '../domain/audit/jobs.ts';
import { createMail, type Mail } from '../domain/mail/mailer.ts';
import { startDelivering } from '../domain/outbox/deliver.ts';
import { startSending } from '../domain/webhooks/sender.ts';
import { faultOf } from '../http/error-log.ts';
import { schedule } from '../jobs.ts';
import { openMailServer } from '../smtp/smtp.ts';
import { jobFailed } from './log-lines.ts';

/** What takes longer to send when the program ends is sent again by another process. */
const lastSentMs = 1_500;
const roundMs = 60_000;

export const mailOf = (config: Config, pepper: string, log: Logger): Mail =>
  createMail(openMailServer(config.SMTP_URL, config.MAIL_FROM), config.PUBLIC_URL, pepper, (error) =>
    log.error({ err: faultOf(error) }, 'an email was not sent'),
  );

export const retentionOf = (config: Config): Retention => ({
  logDays: config.LOG_RETENTION_DAYS,
  accessLogDays: config.ACCESS_LOG_RETENTION_DAYS,
});

/** Returns a function that stops it. */
export function startBackground(db: Db, mail: Mail, log: Logger, config: Config): () => Promise<void> {
  const stopDelivering = startDelivering({ db, mail, failed: mail.failed });
  const failed = jobFailed(log);
  const allowPrivate = config.WEBHOOK_ALLOW_PRIVATE === 'on';
  const { pepper, configured: mailed } = mail;
  const stopSending = startSending({ db, pepper, allowPrivate, mailed, failed, everyMs: roundMs });
  const stopJobs = schedule({ db, mail, failed, retention: retentionOf(config) }, roundMs);
  return async () => {
    await Promise.race([Promise.all([stopDelivering(), stopSending(), stopJobs()]), sleep(lastSentMs)]);
  };
}
