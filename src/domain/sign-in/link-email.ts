/** The email with a one-time link to set a password. */

import { emailed } from '../mail/emailed.ts';
import { passwordLink as composed } from '../mail/emails.ts';
import type { Messages } from '../outbox/outbox.ts';
import { renewSecret } from './password-links.ts';

declare module '../outbox/outbox.ts' {
  interface Messages {
    /** The secret of the link is created at delivery. */
    PASSWORD_LINK: { linkId: string };
  }
}

export const passwordLink = emailed<Messages['PASSWORD_LINK']>({
  compose: async ({ db, mail }, { linkId }) => {
    const link = await renewSecret(db, linkId);
    return link && composed(link.user, mail.setPasswordPage(link.secret), link.user);
  },
});
