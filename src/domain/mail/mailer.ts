/** Sending emails, and the addresses of the pages that they link to. */
import type { Email } from '../../smtp/email.ts';
import type { MailServer } from '../../smtp/smtp.ts';

export const emailOutcomes = {
  SENT: 'The mail server accepted it.',
  FAILED: 'The mail server was not reached or did not accept it. Sending is tried again while the link is valid.',
  NOT_CONFIGURED: 'No mail server is configured, so nothing is sent.',
};

export type EmailOutcome = keyof typeof emailOutcomes;

export interface Mail {
  /** Whether there is a mail server. Without one, one-time links are shown to the user who created them. */
  configured: boolean;
  send(email: Email): Promise<void>;
  setPasswordPage(secret: string): string;
  addressPage(secret: string): string;
  tokensPage: string;
  requestsPage: string;
  decisionsPage: string;
  webhookPage(id: string): string;
  accountPage: string;
  /** The key of the installation, with which codes are hashed that are created when they are emailed. */
  pepper: string;
  failed(error: unknown): void;
}

export const createMail = (
  server: MailServer,
  publicUrl: string,
  pepper: string,
  failed: (error: unknown) => void,
): Mail => ({
  ...server,
  pepper,
  failed,
  setPasswordPage: (secret) => `${publicUrl}/set-password/${secret}`,
  addressPage: (secret) => `${publicUrl}/confirm-address/${secret}`,
  tokensPage: `${publicUrl}/account/tokens`,
  requestsPage: `${publicUrl}/account/requests`,
  decisionsPage: `${publicUrl}/admin/requests`,
  webhookPage: (id) => `${publicUrl}/admin/webhooks/${id}`,
  accountPage: `${publicUrl}/account`,
});
