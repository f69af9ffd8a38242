/** The emails we send, in the language of the recipient, as plain text and as HTML. */
import { html } from 'hono/html';
import type { Email } from '../../db/smtp.ts';

export interface Recipient {
  name: string;
  emailAddress: string;
  language: string;
}

/** What somebody else wrote, shown as theirs line by line, so that it is not taken for ours. */
interface Quote {
  quote: string;
}

interface Words {
  subject: string;
  paragraphs: (string | Quote)[];
  /** Stands alone, after the first paragraph. */
  link?: string;
}

/** The one-time link to set a password. */
export const passwordLink = (recipient: Recipient, link: string, username: string) =>
  email(recipient, {
    en: {
      subject: 'Set your Latchkey password',
      paragraphs: [
        `Your user name is ${username}. Open this link to set your password:`,
        'It works once. If you did not expect this message, ignore it.',
      ],
      link,
    },
    fr: {
      subject: 'Choisissez votre mot de passe Latchkey',
      paragraphs: [
        `Votre nom d’utilisateur est ${username}. Ouvrez ce lien pour choisir votre mot de passe :`,
        'Il ne sert qu’une fois. Si vous n’attendiez pas ce message, ignorez-le.',
      ],
      link,
    },
  });

/** A token is about to expire. */
export const expiring = (recipient: Recipient, token: string, at: Date) =>
  email(recipient, {
    en: {
      subject: `Your token “${token}” expires soon`,
      paragraphs: [
        `Your personal access token “${token}” expires on ${day(at, 'en')}.`,
        'If a program still uses it, regenerate it and give the program the new value. Otherwise there is nothing to do.',
      ],
    },
    fr: {
      subject: `Votre jeton « ${token} » expire bientôt`,
      paragraphs: [
        `Votre jeton d’accès personnel « ${token} » expire le ${day(at, 'fr')}.`,
        'Si un programme l’utilise encore, régénérez-le et donnez-lui la nouvelle valeur. Sinon, il n’y a rien à faire.',
      ],
    },
  });

/** A token has expired. */
export const expired = (recipient: Recipient, token: string, at: Date) =>
  email(recipient, {
    en: {
      subject: `Your token “${token}” has expired`,
      paragraphs: [
        `Your personal access token “${token}” expired on ${day(at, 'en')} and is refused since.`,
        'If you need it still, regenerate it with a new date.',
      ],
    },
    fr: {
      subject: `Votre jeton « ${token} » a expiré`,
      paragraphs: [
        `Votre jeton d’accès personnel « ${token} » a expiré le ${day(at, 'fr')} et n’est plus accepté.`,
        'Si vous en avez encore besoin, régénérez-le avec une nouvelle date.',
      ],
    },
  });

/** A token that nobody uses will be revoked. */
export const unused = (recipient: Recipient, token: string, at: Date) =>
  email(recipient, {
    en: {
      subject: `Your token “${token}” is not used`,
      paragraphs: [
        `Nobody has used your personal access token “${token}” for a long time. It will be revoked on ${day(at, 'en')}.`,
        'To keep it, use it once before then.',
      ],
    },
    fr: {
      subject: `Votre jeton « ${token} » n’est pas utilisé`,
      paragraphs: [
        `Personne n’a utilisé votre jeton d’accès personnel « ${token} » depuis longtemps. Il sera révoqué le ${day(at, 'fr')}.`,
        'Pour le garder, utilisez-le une fois avant cette date.',
      ],
    },
  });

/** A secret that is dead was used. */
export const revokedSecret = (recipient: Recipient, token: string, ip: string) =>
  email(recipient, {
    en: {
      subject: `An old value of your token “${token}” was used`,
      paragraphs: [
        `Somebody used a value of your personal access token “${token}” that does not work any more. It came from ${ip} and was refused.`,
        'A program of yours may still have the old value. If it was none of yours, somebody else has it.',
      ],
    },
    fr: {
      subject: `Une ancienne valeur de votre jeton « ${token} » a été utilisée`,
      paragraphs: [
        `Quelqu’un a utilisé une valeur de votre jeton d’accès personnel « ${token} » qui n’est plus valable. Elle venait de ${ip} et a été refusée.`,
        'Un de vos programmes a peut-être encore l’ancienne valeur. Sinon, quelqu’un d’autre la possède.',
      ],
    },
  });

/** A program asked for what a token was shrunk by, and was refused. */
export const latentNeeded = (recipient: Recipient, token: string, permissions: readonly string[], link: string) =>
  email(recipient, {
    en: {
      subject: `Your token “${token}” needs what was taken off it`,
      paragraphs: [
        `A program with your personal access token “${token}” asked for ${permissions.join(', ')}. The token was shrunk by that because it had not used it, so the program got less or was refused. To restore it, sign in here:`,
        'Or call restorePersonalAccessToken. If it was no program of yours, somebody else has the token: revoke it.',
      ],
      link,
    },
    fr: {
      subject: `Votre jeton « ${token} » a besoin de ce qui lui a été retiré`,
      paragraphs: [
        `Un programme avec votre jeton d’accès personnel « ${token} » a demandé ${permissions.join(', ')}. Le jeton en avait été privé faute d’usage, et le programme a reçu moins ou a été refusé. Pour le rétablir, connectez-vous ici :`,
        'Ou appelez restorePersonalAccessToken. Si ce n’était pas un de vos programmes, quelqu’un d’autre a le jeton : révoquez-le.',
      ],
      link,
    },
  });

/** A program used what a token was shrunk by while that still counted. */
export const latentRestored = (recipient: Recipient, token: string, permissions: readonly string[], link: string) =>
  email(recipient, {
    en: {
      subject: `Your token “${token}” got back what it used`,
      paragraphs: [
        `A program with your personal access token “${token}” used ${permissions.join(', ')}, which the token had been shrunk by a short while ago. It was restored. Your tokens are here:`,
        'If it was no program of yours, somebody else has the token: revoke it.',
      ],
      link,
    },
    fr: {
      subject: `Votre jeton « ${token} » a retrouvé ce qu’il utilise`,
      paragraphs: [
        `Un programme avec votre jeton d’accès personnel « ${token} » a utilisé ${permissions.join(', ')}, dont le jeton avait été privé il y a peu. Cela a été rétabli. Vos jetons sont ici :`,
        'Si ce n’était pas un de vos programmes, quelqu’un d’autre a le jeton : révoquez-le.',
      ],
      link,
    },
  });

interface Access {
  permissions: readonly string[];
  /** The token's name; null: it is for the account. */
  token: string | null;
  /** The reason, or the answer. */
  words: string;
}

/** Somebody asks for permissions that the recipient can grant. */
export const accessRequested = (
  recipient: Recipient,
  { username, permissions, token, words }: Access & { username: string },
) =>
  email(recipient, {
    en: {
      subject: `${username} asks for access`,
      paragraphs: [
        `${username} asks for ${permissions.join(', ')}${token === null ? '' : `, for the token “${token}” alone`}.`,
        ...(words ? [`${username} writes:`, { quote: words }] : []),
        'Sign in to grant or decline it.',
      ],
    },
    fr: {
      subject: `${username} demande un accès`,
      paragraphs: [
        `${username} demande ${permissions.join(', ')}${token === null ? '' : `, pour le seul jeton « ${token} »`}.`,
        ...(words ? [`${username} écrit :`, { quote: words }] : []),
        'Connectez-vous pour l’accorder ou le refuser.',
      ],
    },
  });

/** What became of the recipient's own request. */
export const accessDecided = (
  recipient: Recipient,
  { granted, permissions, token, until, words }: Access & { granted: boolean; until: Date | null },
) =>
  email(recipient, {
    en: {
      subject: `Your request for access was ${granted ? 'granted' : 'declined'}`,
      paragraphs: [
        `You asked for ${permissions.join(', ')}${token === null ? '' : `, for your token “${token}” alone`}. It was ${granted ? 'granted' : 'declined'}.`,
        ...(granted
          ? [until ? `It holds until ${minute(until, 'en')}.` : 'It holds until somebody takes it back.']
          : []),
        ...(words ? ['The answer:', { quote: words }] : []),
      ],
    },
    fr: {
      subject: `Votre demande d’accès a été ${granted ? 'accordée' : 'refusée'}`,
      paragraphs: [
        `Vous avez demandé ${permissions.join(', ')}${token === null ? '' : `, pour votre seul jeton « ${token} »`}. Cela vous a été ${granted ? 'accordé' : 'refusé'}.`,
        ...(granted
          ? [
              until
                ? `C’est valable jusqu’au ${minute(until, 'fr')}.`
                : 'C’est valable jusqu’à ce qu’on vous le retire.',
            ]
          : []),
        ...(words ? ['La réponse :', { quote: words }] : []),
      ],
    },
  });

const greetings = { en: (name: string) => `Hello ${name},`, fr: (name: string) => `Bonjour ${name},` };

const day = (at: Date, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);

/** With the time, for what ends within hours. */
const minute = (at: Date, language: string) =>
  `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;

const plain = (part: string | Quote) =>
  typeof part === 'string' ? part : part.quote.replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '\n').replaceAll(/^/gm, '> ');

function email({ name, emailAddress, language }: Recipient, words: Record<'en' | 'fr', Words>): Email {
  const locale = language === 'fr' ? 'fr' : 'en';
  const { subject, link, paragraphs } = words[locale];
  const [first = '', ...rest] = paragraphs;
  const parts = [greetings[locale](name), first, ...(link ? [link] : []), ...rest];
  const body = parts.map((part) => {
    if (typeof part === 'object') return html`<blockquote style="white-space: pre-line">${part.quote}</blockquote>`;
    return html`<p>${part === link ? html`<a href="${part}">${part}</a>` : part}</p>`;
  });
  return {
    to: emailAddress,
    subject,
    text: `${parts.map(plain).join('\n\n')}\n`,
    html: String(
      html`<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${subject}</title><body>${body}</body></html>`,
    ),
  };
}
