/** An email in the language of its recipient, and the text of the one with a link to set a password. */
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

/** A text that one language lacks does not compile. */
type Texts<Text> = Record<Language, Text>;

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
        `Votre nom d’utilisateur est ${username}. Ouvrez ce lien pour choisir votre mot de passe :`,
        'Il ne sert qu’une fois. Si vous n’attendiez pas ce message, ignorez-le.',
      ],
      link,
    },
    de: {
      subject: 'Legen Sie Ihr Latchkey-Passwort fest',
      paragraphs: [
        ...(fencedAt ? [restored.de] : []),
        `Ihr Benutzername ist ${username}. Öffnen Sie diesen Link, um Ihr Passwort festzulegen:`,
        'Er funktioniert nur einmal. Wenn Sie diese Nachricht nicht erwartet haben, ignorieren Sie sie.',
      ],
      link,
    },
  });

const restored = {
  en: 'The database was restored from a backup. For safety, your password, your sessions and your tokens are blocked. After you have set a new password, confirm your tokens under “Access tokens”.',
  fr: 'La base de données a été restaurée à partir d’une sauvegarde. Par sécurité, votre mot de passe, vos sessions et vos jetons sont bloqués. Une fois votre nouveau mot de passe choisi, confirmez vos jetons sous « Jetons d’accès ».',
  de: 'Die Datenbank wurde aus einer Sicherung wiederhergestellt. Zur Sicherheit sind Ihr Passwort, Ihre Sitzungen und Ihre Tokens gesperrt. Wenn Sie ein neues Passwort festgelegt haben, bestätigen Sie Ihre Tokens unter „Zugriffstokens“.',
};

const greetings: Texts<(name: string) => string> = {
  en: (name) => `Hello ${name},`,
  fr: (name) => `Bonjour ${name},`,
  de: (name) => `Guten Tag ${name},`,
};

export const day = (at: Date, language: string, { timeZone }: TimedRecipient) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(at);

/** With the time, because grants may be for a few hours only. */
export function minute(at: Date, language: string, { timeZone }: TimedRecipient): string {
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  return `${written} ${timeZone === 'UTC' ? timeZone : `(${timeZone})`}`;
}

/** `page`: where the recipient can act, on a line of its own at the end. */
export function email({ name, emailAddress, language }: Recipient, words: Texts<Words>, page?: string): Email {
  const locale = languages.find((one) => one === language) ?? 'en';
  const { subject, link, paragraphs } = words[locale];
  const [first = '', ...rest] = paragraphs;
  const parts = [
    greetings[locale](name),
    first,
    ...(link ? [{ link }] : []),
    ...rest,
    ...(page ? [{ link: page }] : []),
  ];
  return { to: emailAddress, language: locale, subject, parts };
}
