/** How emails are sent, and the addresses of the pages that they name. */
import type { Email, MailServer } from '../../db/smtp.ts';

/** What became of an email that the caller waits for. */
export const deliveries = {
  SENT: 'The mail server took it.',
  FAILED: 'The mail server was not reached or did not take it. It is tried again while the link works.',
  NOT_CONFIGURED: 'No mail server is configured, so nothing is sent.',
};

export type Delivery = keyof typeof deliveries;

export interface Mail {
  /** Whether emails can be sent at all. Without a mail server one-time links are given to whoever makes them. */
  configured: boolean;
  /** Sends an email, or fails. */
  send(email: Email): Promise<void>;
  /** The page that a link's secret opens. */
  setPasswordPage(secret: string): string;
  /** The page of one's own tokens. */
  tokensPage: string;
  /** Called with why an email could not be sent. */
  failed(error: unknown): void;
}

export const createMail = (server: MailServer, publicUrl: string, failed: (error: unknown) => void): Mail => ({
  ...server,
  failed,
  setPasswordPage: (secret) => `${publicUrl}/set-password/${secret}`,
  tokensPage: `${publicUrl}/account/tokens`,
});
