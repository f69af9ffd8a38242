/** What we write to people, and how one-time links reach them: by mail, or where there is none through whoever made them. */
import type { Letter, Post } from '../../db/smtp.ts';
import * as letters from './emails.ts';

/** What became of an email: the mail server took it, did not take it, or there is none. */
export const deliveries = {
  SENT: 'The mail server took it.',
  FAILED: 'The mail server was not reached or did not take it.',
  NOT_CONFIGURED: 'No mail server is configured, so nothing is sent.',
};

export type Delivery = keyof typeof deliveries;

/** A one-time link to set a password, as its secret, and whose it is. */
export interface Link {
  secret: string;
  user: letters.Reader & { username: string };
}

/** How a one-time link goes to its user. */
export interface Handover {
  /** Null where there is no link. */
  email: Delivery | null;
  /** The page it opens, to be handed over where no mail server is configured. */
  page?: string;
}

export interface Mail {
  /** Whether mail can be sent at all. */
  configured: boolean;
  /** Mails the link; without a mail server answers its page instead. */
  passwordLink(link: Link | null): Promise<Handover>;
  /** Tells the owner that a dead secret of theirs was used. */
  deadSecret(owner: letters.Reader, token: string, ip: string): Promise<void>;
  /** Sends letters that nobody should wait for; one that does not go out is reported and stops no other. */
  tell(letters: readonly Letter[]): Promise<void>;
  /** Sends a letter, or fails. */
  send(letter: Letter): Promise<void>;
}

/** `pageOf` gives the address of the page that a link's secret opens; `failed` is told of letters that did not go out. */
export function createMail(post: Post, pageOf: (secret: string) => string, failed: (error: unknown) => void): Mail {
  return {
    configured: post.configured,
    passwordLink: async (link) => {
      if (!link) return { email: null };
      const page = pageOf(link.secret);
      if (!post.configured) return { email: 'NOT_CONFIGURED', page };
      try {
        await post.send(letters.passwordLink(link.user, page, link.user.username));
        return { email: 'SENT' };
      } catch (error) {
        failed(error);
        return { email: 'FAILED' };
      }
    },
    deadSecret: async (owner, token, ip) => {
      if (post.configured) await post.send(letters.deadSecret(owner, token, ip)).catch(failed);
    },
    tell: async (letters) => {
      if (post.configured) for (const letter of letters) await post.send(letter).catch(failed);
    },
    send: post.send,
  };
}
