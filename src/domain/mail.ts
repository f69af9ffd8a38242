/** What we write to people, and how one-time links reach them: by mail, or where there is none through whoever made them. */
import type { Letter, Post } from '../db/smtp.ts';
import * as letters from './letters.ts';
import type { Link } from './password-links.ts';

export interface Mail {
  /** Whether mail can be sent at all. */
  configured: boolean;
  /** Mails the link; without a mail server returns it instead, to be handed over. */
  passwordLink(link: Link | null): Promise<string | undefined>;
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
      if (!link) return undefined;
      const page = pageOf(link.secret);
      if (!post.configured) return page;
      await post.send(letters.passwordLink(link.user, page, link.user.username)).catch(failed);
      return undefined;
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
