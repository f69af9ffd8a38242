/** How people get their one-time links: by mail, or where there is none through whoever made the link. */
import type { Post } from '../db/smtp.ts';
import * as letters from './letters.ts';
import type { Link } from './password-links.ts';

export interface Mail {
  /** Mails the link; without a mail server returns it instead, to be handed over. */
  passwordLink(link: Link): Promise<string | undefined>;
}

/** `pageOf` gives the address of the page that a link's secret opens; `failed` is told of letters that did not go out. */
export const createMail = (post: Post, pageOf: (secret: string) => string, failed: (error: unknown) => void): Mail => ({
  passwordLink: async ({ secret, user }) => {
    const page = pageOf(secret);
    if (!post.configured) return page;
    await post.send(letters.passwordLink(user, page, user.username)).catch(failed);
    return undefined;
  },
});
