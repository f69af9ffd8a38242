/** The texts of emails about tokens that expire, are not used, or are used with an old value. */
import { day, email, type Recipient, type TimedRecipient } from './emails.ts';

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
        subject: `Votre jeton « ${token} » expire bientôt`,
        paragraphs: [
          `Votre jeton d’accès personnel « ${token} » expire le ${day(at, 'fr', recipient)}.`,
          'Si un programme l’utilise encore, régénérez-le et donnez-lui la nouvelle valeur. Sinon, il n’y a rien à faire.',
        ],
      },
      de: {
        subject: `Ihr Token „${token}“ läuft bald ab`,
        paragraphs: [
          `Ihr persönliches Zugriffstoken „${token}“ läuft am ${day(at, 'de', recipient)} ab.`,
          'Wenn ein Programm es noch verwendet, erzeugen Sie es neu und geben Sie dem Programm den neuen Wert. Sonst ist nichts zu tun.',
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
        subject: `Votre jeton « ${token} » a expiré`,
        paragraphs: [
          `Votre jeton d’accès personnel « ${token} » a expiré le ${day(at, 'fr', recipient)} et n’est plus accepté.`,
          'Si vous en avez encore besoin, régénérez-le avec une nouvelle date d’expiration.',
        ],
      },
      de: {
        subject: `Ihr Token „${token}“ ist abgelaufen`,
        paragraphs: [
          `Ihr persönliches Zugriffstoken „${token}“ ist am ${day(at, 'de', recipient)} abgelaufen und wird nicht mehr angenommen.`,
          'Wenn Sie es noch brauchen, erzeugen Sie es mit einem neuen Ablaufdatum neu.',
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
        subject: `Votre jeton « ${token} » n’est pas utilisé`,
        paragraphs: [
          `Personne n’a utilisé votre jeton d’accès personnel « ${token} » depuis longtemps. Il sera révoqué le ${day(at, 'fr', recipient)}.`,
          'Pour le garder, utilisez-le une fois avant cette date.',
        ],
      },
      de: {
        subject: `Ihr Token „${token}“ wird nicht verwendet`,
        paragraphs: [
          `Ihr persönliches Zugriffstoken „${token}“ wurde lange nicht verwendet. Es wird am ${day(at, 'de', recipient)} widerrufen.`,
          'Um es zu behalten, verwenden Sie es einmal vor diesem Tag.',
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
        subject: `Une ancienne valeur de votre jeton « ${token} » a été utilisée`,
        paragraphs: [
          `Une ancienne valeur de votre jeton d’accès personnel « ${token} », qui n’est plus valable, a été utilisée depuis l’adresse ${ip}. La requête a été refusée.`,
          'Un de vos programmes utilise peut-être encore l’ancienne valeur. Si ce n’était pas un de vos programmes, quelqu’un d’autre la possède.',
        ],
      },
      de: {
        subject: `Ein alter Wert Ihres Tokens „${token}“ wurde verwendet`,
        paragraphs: [
          `Ein alter Wert Ihres persönlichen Zugriffstokens „${token}“, der nicht mehr gültig ist, wurde von der Adresse ${ip} aus verwendet. Die Anfrage wurde abgelehnt.`,
          'Vielleicht verwendet eines Ihrer Programme noch den alten Wert. Wenn es keines Ihrer Programme war, kennt jemand anderes den alten Wert.',
        ],
      },
    },
    page,
  );
