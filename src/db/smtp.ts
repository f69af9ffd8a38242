/** The way out for mail: an SMTP server, or none. */
import { createTransport } from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Post {
  /** Whether mail can be sent at all; without it nothing is sent and nothing counts as sent. */
  configured: boolean;
  send(letter: Letter): Promise<void>;
}

export function openPost(smtpUrl: string | undefined, from: string): Post {
  if (!smtpUrl) return { configured: false, send: () => Promise.reject(new Error('No SMTP server is configured.')) };
  const transport = createTransport(
    { url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
    { from },
  );
  return {
    configured: true,
    send: async (letter) => {
      await transport.sendMail(letter);
    },
  };
}
