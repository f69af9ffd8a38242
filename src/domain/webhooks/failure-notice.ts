/** The email about a webhook that fails, to a user who manages webhooks. */
import { and, eq } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import { webhooks } from '../../../schema/webhooks.ts';
import { emailed } from '../mail/emailed.ts';
import { wantsEmail } from '../mail/notifications.ts';
import * as emails from '../mail/webhook-emails.ts';
import type { Messages } from '../outbox/outbox.ts';
import { timeZoneOfEmails } from '../settings/settings-in-sql.ts';
import { isManager } from './failing.ts';
import type { Webhook } from './webhooks.ts';

type About = Messages['WEBHOOK_FAILING'];

export const webhookFailing = emailed<About>({
  compose: async ({ db, mail }, about) => {
    const [found] = await db
      .select({ webhook: webhooks, manager: users, timeZone: timeZoneOfEmails })
      .from(webhooks)
      .innerJoin(users, and(eq(users.id, about.userId), isManager(), wantsEmail('WEBHOOK_FAILING')))
      .where(eq(webhooks.id, about.webhookId));
    if (!found || isOver(found.webhook, about)) return null;
    const { description, url } = found.webhook;
    // Not the path of the URL, which is often a secret.
    const name = description || new URL(url).origin;
    const recipient = { ...found.manager, timeZone: found.timeZone };
    const page = mail.webhookPage(about.webhookId);
    if (about.failure === 'ACCEPTED_NOTHING')
      return emails.acceptedNothing(recipient, name, new Date(about.since), page);
    if (about.failure === 'GONE') return emails.gone(recipient, name, new Date(about.at), page);
    return emails.gaveUp(recipient, name, about.event, new Date(about.at), page);
  },
});

/** Whether there is nothing left to do about it, or a user has turned the webhook on or off since. An event that was given up is lost. */
function isOver({ enabled, failingSince, goneAt }: Webhook, about: About): boolean {
  if (about.failure === 'ACCEPTED_NOTHING') return !enabled || failingSince?.toISOString() !== about.since;
  return about.failure === 'GONE' && goneAt?.toISOString() !== about.at;
}
