/** The letters we send, in the language of who gets them, as plain text and as HTML. */
import { html } from 'hono/html';
import type { Letter } from '../db/smtp.ts';

interface Reader {
  name: string;
  emailAddress: string;
  language: string;
}

interface Words {
  subject: string;
  /** Paragraphs; `link` stands alone between them. */
  before: string[];
  link: string;
  after: string[];
}

/** The one-time link to set a password. */
export function passwordLink(reader: Reader, link: string, username: string): Letter {
  return letter(
    reader,
    reader.language === 'fr'
      ? {
          subject: 'Choisissez votre mot de passe Latchkey',
          before: [
            `Bonjour ${reader.name},`,
            `Votre nom d’utilisateur est ${username}. Ouvrez ce lien pour choisir votre mot de passe :`,
          ],
          link,
          after: ['Le lien ne sert qu’une fois. Si vous n’attendiez pas ce message, ignorez-le.'],
        }
      : {
          subject: 'Set your Latchkey password',
          before: [`Hello ${reader.name},`, `Your user name is ${username}. Open this link to set your password:`],
          link,
          after: ['The link works once. If you did not expect this message, ignore it.'],
        },
  );
}

function letter({ emailAddress, language }: Reader, { subject, before, link, after }: Words): Letter {
  const paragraph = (text: string) => html`<p>${text}</p>`;
  const body = html`${before.map(paragraph)}<p><a href="${link}">${link}</a></p>${after.map(paragraph)}`;
  return {
    to: emailAddress,
    subject,
    text: `${[...before, link, ...after].join('\n\n')}\n`,
    html: String(
      html`<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${subject}</title><body>${body}</body></html>`,
    ),
  };
}
