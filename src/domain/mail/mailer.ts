/** Sending emails, and the addresses of the pages that they link to. */
import type { Email, MailServer } from '../../db/smtp.ts';

/** The result of sending an email that the caller waits for, as described in the API. */
export const deliveries = {
  SENT: 'The mail server accepted it.',
  FAILED: 'The mail server was not reached or did not accept it. Sending is tried again while the link is valid.',
  NOT_CONFIGURED: 'No mail server is configured, so nothing is sent.',
};

export type Delivery = keyof typeof deliveries;

export interface Mail {
  /** Whether there is a mail server. Without one, one-time links are shown to the user who created them. */
  configured: boolean;
  /** Sends an email. Throws the error of the mail server. */
  send(email: Email): Promise<void>;
  /** The address of the page for setting a password with a one-time link. */
  setPasswordPage(secret: string): string;
  /** The address of the page with the user's own tokens. */
  tokensPage: string;
  /** Reports why an email could not be sent. */
  failed(error: unknown): void;
}

export const createMail = (server: MailServer, publicUrl: string, failed: (error: unknown) => void): Mail => ({
  ...server,
  failed,
  setPasswordPage: (secret) => `${publicUrl}/set-password/${secret}`,
  tokensPage: `${publicUrl}/account/tokens`,
});
