/** The texts of emails about signing in at a provider. */
import type { Email } from '../../smtp/email.ts';
import { email, type Recipient } from './emails.ts';

const verbs = {
  en: { ADDED: 'was linked to', REMOVED: 'is no longer linked to' },
  fr: { ADDED: 'a été relié à', REMOVED: 'n’est plus relié à' },
  de: {
    ADDED: 'wurde mit Ihrem Latchkey-Benutzer verknüpft',
    REMOVED: 'ist nicht mehr mit Ihrem Latchkey-Benutzer verknüpft',
  },
};

export const identityChanged = (
  recipient: Recipient,
  change: 'ADDED' | 'REMOVED',
  provider: string,
  page: string,
): Email =>
  email(
    recipient,
    {
      en: {
        subject: 'Your company sign-in was changed',
        paragraphs: [
          `An account at ${provider} ${verbs.en[change]} your Latchkey user${change === 'ADDED' ? ', and signs in as it' : ''}.`,
          'If it was not you, remove what you do not know on your account page, change your password, and tell your administrator.',
        ],
      },
      fr: {
        subject: 'Votre connexion d’entreprise a changé',
        paragraphs: [
          `Un compte chez ${provider} ${verbs.fr[change]} votre utilisateur Latchkey${change === 'ADDED' ? ' et permet de s’y connecter' : ''}.`,
          'Si ce n’était pas vous, retirez ce qui vous est inconnu sur la page de votre compte, changez de mot de passe et prévenez votre administrateur.',
        ],
      },
      de: {
        subject: 'Ihre Anmeldung mit Firmenkonto wurde geändert',
        paragraphs: [
          `Ein Konto bei ${provider} ${verbs.de[change]}${change === 'ADDED' ? '. Damit ist jetzt eine Anmeldung möglich' : ''}.`,
          'Wenn Sie das nicht waren, entfernen Sie in Ihrem Profil, was Sie nicht kennen, ändern Sie Ihr Passwort und benachrichtigen Sie Ihre Administration.',
        ],
      },
    },
    page,
  );
