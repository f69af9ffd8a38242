/** The texts of emails about requests for access. */
import { email, minute, type Recipient, type TimedRecipient } from './emails.ts';

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
          `${username} demande ${permissions.join(', ')}${token === null ? '' : `, uniquement pour le jeton « ${token} »`}.`,
          ...(words ? [`${username} écrit :`, { quote: words }] : []),
          'Connectez-vous pour accorder ou refuser la demande.',
        ],
      },
      de: {
        subject: `${username} beantragt Zugriff`,
        paragraphs: [
          `${username} beantragt ${permissions.join(', ')}${token === null ? '' : `, nur für das Token „${token}“`}.`,
          ...(words ? [`${username} schreibt:`, { quote: words }] : []),
          'Melden Sie sich an, um den Antrag zu bewilligen oder abzulehnen.',
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
          `Vous avez demandé ${permissions.join(', ')}${token === null ? '' : `, uniquement pour votre jeton « ${token} »`}. Votre demande a été ${granted ? 'accordée' : 'refusée'}.`,
          ...(granted
            ? [
                until
                  ? `C’est valable jusqu’au ${minute(until, 'fr', recipient)}.`
                  : 'C’est valable jusqu’à ce qu’on vous le retire.',
              ]
            : []),
          ...(words ? ['La réponse :', { quote: words }] : []),
        ],
      },
      de: {
        subject: `Ihr Antrag auf Zugriff wurde ${granted ? 'bewilligt' : 'abgelehnt'}`,
        paragraphs: [
          `Sie haben ${permissions.join(', ')} beantragt${token === null ? '' : `, nur für Ihr Token „${token}“`}. Ihr Antrag wurde ${granted ? 'bewilligt' : 'abgelehnt'}.`,
          ...(granted
            ? [until ? `Das gilt bis zum ${minute(until, 'de', recipient)}.` : 'Das gilt, bis es Ihnen entzogen wird.']
            : []),
          ...(words ? ['Die Antwort:', { quote: words }] : []),
        ],
      },
    },
    page,
  );
