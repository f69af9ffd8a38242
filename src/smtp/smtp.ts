/** Sends emails through an SMTP server, if one is configured. */
import type { Email } from './email.ts';
import { htmlOf, textOf } from './render.ts';

export interface MailServer {
  /** Whether a mail server is configured; without one nothing is sent and nothing counts as sent. */
  configured: boolean;
  send(email: Email): Promise<void>;
}

export function openMailServer(smtpUrl: string | undefined, from: string): MailServer {
  if (!smtpUrl) return { configured: false, send: () => Promise.reject(new Error('No SMTP server is configured.')) };
  const transport = import('nodemailer').then(({ createTransport }) =>
    createTransport(
      { url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 },
      { from },
    ),
  );
  return {
    configured: true,
    send: async (email) => {
      const { to, subject } = email;
      await (await transport).sendMail({ to, subject, text: textOf(email), html: htmlOf(email) });
    },
  };
}
