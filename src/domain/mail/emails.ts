/** The texts of all emails, in the recipient's language, as plain text and as HTML. */
import type { Email, Part } from '../../smtp/email.ts';
import { type Language, languages } from '../base/languages.ts';

export interface Recipient {
  name: string;
  emailAddress: string;
  language: string;
}

/** Of an email with a day or a time, which is in the time zone of the system settings. */
export interface TimedRecipient extends Recipient {
  timeZone: string;
}

interface Words {
  subject: string;
  paragraphs: Part[];
  link?: string;
}

/** In the languages that have it. */
type Texts<Text> = { [Name in Language]?: Text } & { en: Text };

/** `fencedAt`: since when the user is fenced, which the user may not know. */
export const passwordLink = (
  recipient: Recipient,
  link: string,
  { username, fencedAt }: { username: string; fencedAt: Date | null },
) =>
  email(recipient, {
    en: {
      subject: 'Set your Latchkey password',
      paragraphs: [
        ...(fencedAt ? [restored.en] : []),
        `Your user name is ${username}. Open this link to set your password:`,
        'It works once. If you did not expect this message, ignore it.',
      ],
      link,
    },
    fr: {
      subject: 'Choisissez votre mot de passe Latchkey',
      paragraphs: [
        ...(fencedAt ? [restored.fr] : []),
        `Votre nom d’utilisateur est ${username}. Ouvrez ce lien pour choisir votre mot de passe :`,
        'Il ne sert qu’une fois. Si vous n’attendiez pas ce message, ignorez-le.',
      ],
      link,
    },
  });

const restored = {
  en: 'The database was restored from a backup. For safety, your password, your sessions and your tokens are blocked. After you have set a new password, confirm your tokens under “Access tokens”.',
  fr: 'La base de données a été restaurée à partir d’une sauvegarde. Par sécurité, votre mot de passe, vos sessions et vos jetons sont bloqués. Une fois votre nouveau mot de passe choisi, confirmez vos jetons sous « Jetons d’accès ».',
};

export const expiring = (recipient: TimedRecipient, token: string, at: Date, page: string) =>
  email(
    recipient,
    {
      en: {
        subject: `Your token “${token}” expires soon`,
        paragraphs: [
          `Your personal access token “${token}” expires on ${day(at, 'en', recipient)}.`,
          'If a program still uses it, regenerate it and give the program the new value. Otherwise there is nothing to do.',
        ],
      },
      fr: {
        subject: `Votre jeton « ${token} » expire bientôt`,
        paragraphs: [
          `Votre jeton d’accès personnel « ${token} » expire le ${day(at, 'fr', recipient)}.`,
          'Si un programme l’utilise encore, régénérez-le et donnez-lui la nouvelle valeur. Sinon, il n’y a rien à faire.',
        ],
      },
    },
    page,
  );

export const expired = (recipient: TimedRecipient, token: string, at: Date, page: string) =>
  email(
    recipient,
    {
      en: {
        subject: `Your token “${token}” has expired`,
        paragraphs: [
          `Your personal access token “${token}” expired on ${day(at, 'en', recipient)} and does not work any more.`,
          'If you still need it, regenerate it with a new expiry date.',
        ],
      },
      fr: {
        subject: `Votre jeton « ${token} » a expiré`,
        paragraphs: [
          `Votre jeton d’accès personnel « ${token} » a expiré le ${day(at, 'fr', recipient)} et n’est plus accepté.`,
          'Si vous en avez encore besoin, régénérez-le avec une nouvelle date d’expiration.',
        ],
      },
    },
    page,
  );

/** `at` is when the token will be revoked. */
export const unused = (recipient: TimedRecipient, token: string, at: Date, page: string) =>
  email(
    recipient,
    {
      en: {
        subject: `Your token “${token}” is not used`,
        paragraphs: [
          `Your personal access token “${token}” has not been used for a long time. It will be revoked on ${day(at, 'en', recipient)}.`,
          'To keep it, use it once before that day.',
        ],
      },
      fr: {
        subject: `Votre jeton « ${token} » n’est pas utilisé`,
        paragraphs: [
          `Personne n’a utilisé votre jeton d’accès personnel « ${token} » depuis longtemps. Il sera révoqué le ${day(at, 'fr', recipient)}.`,
          'Pour le garder, utilisez-le une fois avant cette date.',
        ],
      },
    },
    page,
  );

export const revokedSecret = (recipient: Recipient, token: string, ip: string, page: string) =>
  email(
    recipient,
    {
      en: {
        subject: `An old value of your token “${token}” was used`,
        paragraphs: [
          `An old value of your personal access token “${token}”, which is no longer valid, was used from the address ${ip}. The request was refused.`,
          'One of your programs may still use the old value. If it was not one of your programs, somebody else has the old value.',
        ],
      },
      fr: {
        subject: `Une ancienne valeur de votre jeton « ${token} » a été utilisée`,
        paragraphs: [
          `Une ancienne valeur de votre jeton d’accès personnel « ${token} », qui n’est plus valable, a été utilisée depuis l’adresse ${ip}. La requête a été refusée.`,
          'Un de vos programmes utilise peut-être encore l’ancienne valeur. Si ce n’était pas un de vos programmes, quelqu’un d’autre la possède.',
        ],
      },
    },
    page,
  );

/** A request needed latent permissions of the token, which do not count any more. */
export const latentNeeded = (recipient: Recipient, token: string, permissions: readonly string[], link: string) =>
  email(recipient, {
    en: {
      subject: `Your token “${token}” was refused permissions that were removed from it`,
      paragraphs: [
        `A program used your personal access token “${token}” and needed ${permissions.join(', ')}. These permissions had been removed because the token did not use them, so the request was refused or its answer was incomplete. To restore them, sign in here:`,
        'With the API, call restorePersonalAccessToken. If none of your programs did this, somebody else has the token: revoke it.',
      ],
      link,
    },
    fr: {
      subject: `Votre jeton « ${token} » a besoin de permissions qui lui ont été retirées`,
      paragraphs: [
        `Un programme a voulu utiliser votre jeton d’accès personnel « ${token} » pour ${permissions.join(', ')}. Cela avait été retiré au jeton faute d’usage : le programme a donc reçu moins ou a été refusé. Pour le rétablir, connectez-vous ici :`,
        'Ou appelez restorePersonalAccessToken. Si ce n’était pas un de vos programmes, quelqu’un d’autre a le jeton : révoquez-le.',
      ],
      link,
    },
  });

/** A request used latent permissions of the token while they still counted. */
export const latentRestored = (recipient: Recipient, token: string, permissions: readonly string[], link: string) =>
  email(recipient, {
    en: {
      subject: `Permissions of your token “${token}” were restored`,
      paragraphs: [
        `A program used your personal access token “${token}” for ${permissions.join(', ')}. This had been taken off the token not long ago and was restored because it is needed. Your tokens are here:`,
        'If it was not one of your programs, somebody else has the token: revoke it.',
      ],
      link,
    },
    fr: {
      subject: `Des permissions de votre jeton « ${token} » ont été rétablies`,
      paragraphs: [
        `Un programme a utilisé votre jeton d’accès personnel « ${token} » pour ${permissions.join(', ')}. Cela avait été retiré au jeton il y a peu et a été rétabli, car il en a besoin. Vos jetons sont ici :`,
        'Si ce n’était pas un de vos programmes, quelqu’un d’autre a le jeton : révoquez-le.',
      ],
      link,
    },
  });

interface Access {
  permissions: readonly string[];
  /** The name of the token that the request is for; null: it is for the account. */
  token: string | null;
  words: string;
}

export const accessRequested = (
  recipient: Recipient,
  { username, permissions, token, words }: Access & { username: string },
  page: string,
) =>
  email(
    recipient,
    {
      en: {
        subject: `${username} requests access`,
        paragraphs: [
          `${username} requests ${permissions.join(', ')}${token === null ? '' : `, only for the token “${token}”`}.`,
          ...(words ? [`${username} writes:`, { quote: words }] : []),
          'Sign in to grant or decline the request.',
        ],
      },
      fr: {
        subject: `${username} demande un accès`,
        paragraphs: [
          `${username} demande ${permissions.join(', ')}${token === null ? '' : `, uniquement pour le jeton « ${token} »`}.`,
          ...(words ? [`${username} écrit :`, { quote: words }] : []),
          'Connectez-vous pour accorder ou refuser la demande.',
        ],
      },
    },
    page,
  );

export const accessDecided = (
  recipient: TimedRecipient,
  { granted, permissions, token, until, words }: Access & { granted: boolean; until: Date | null },
  page: string,
) =>
  email(
    recipient,
    {
      en: {
        subject: `Your request for access was ${granted ? 'granted' : 'declined'}`,
        paragraphs: [
          `You requested ${permissions.join(', ')}${token === null ? '' : `, only for your token “${token}”`}. Your request was ${granted ? 'granted' : 'declined'}.`,
          ...(granted
            ? [until ? `It is valid until ${minute(until, 'en', recipient)}.` : 'It is valid until it is taken back.']
            : []),
          ...(words ? ['The answer:', { quote: words }] : []),
        ],
      },
      fr: {
        subject: `Votre demande d’accès a été ${granted ? 'accordée' : 'refusée'}`,
        paragraphs: [
          `Vous avez demandé ${permissions.join(', ')}${token === null ? '' : `, uniquement pour votre jeton « ${token} »`}. Votre demande a été ${granted ? 'accordée' : 'refusée'}.`,
          ...(granted
            ? [
                until
                  ? `C’est valable jusqu’au ${minute(until, 'fr', recipient)}.`
                  : 'C’est valable jusqu’à ce qu’on vous le retire.',
              ]
            : []),
          ...(words ? ['La réponse :', { quote: words }] : []),
        ],
      },
    },
    page,
  );

const greetings: Texts<(name: string) => string> = {
  en: (name: string) => `Hello ${name},`,
  fr: (name: string) => `Bonjour ${name},`,
};

const day = (at: Date, language: string, { timeZone }: TimedRecipient) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(at);

/** With the time, because grants may be for a few hours only. */
export function minute(at: Date, language: string, { timeZone }: TimedRecipient): string {
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  return `${written} ${timeZone === 'UTC' ? timeZone : `(${timeZone})`}`;
}

/** `page`: where the recipient can act, on a line of its own at the end. */
export function email({ name, emailAddress, language }: Recipient, words: Texts<Words>, page?: string): Email {
  const locale = languages.find((one) => one === language && words[one]) ?? 'en';
  const { subject, link, paragraphs } = words[locale] ?? words.en;
  const greet = greetings[locale] ?? greetings.en;
  const [first = '', ...rest] = paragraphs;
  const parts = [greet(name), first, ...(link ? [{ link }] : []), ...rest, ...(page ? [{ link: page }] : [])];
  return { to: emailAddress, language: locale, subject, parts };
}
