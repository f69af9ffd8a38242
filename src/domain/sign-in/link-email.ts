/** The email with a one-time link to set a password. */
import { passwordLink as composed } from '../mail/emails.ts';
import type { Handler } from '../outbox/handler.ts';
import type { Messages } from '../outbox/outbox.ts';
import { renewSecret } from './password-links.ts';

export const passwordLink: Handler<Messages['PASSWORD_LINK']> = {
  compose: async ({ db, mail }, { linkId }) => {
    const link = await renewSecret(db, linkId);
    return link && composed(link.user, mail.setPasswordPage(link.secret), link.user.username);
  },
};
