/** An email as the rules compose it. How it looks as plain text and as HTML is the business of `render.ts`. */
export interface Email {
  to: string;
  language: string;
  subject: string;
  /** One after the other, the greeting first. */
  parts: Part[];
}

/** A paragraph, a link on a line of its own, a list of short texts, or a text that another user wrote, which must not look like the email's own. */
export type Part = string | { link: string } | { list: string[] } | { quote: string };
