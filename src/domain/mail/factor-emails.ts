/** The texts of emails about second factors. */
import type { Email } from '../../smtp/email.ts';
import type { Language } from '../base/languages.ts';
import { email, type Recipient } from './emails.ts';

export type FactorName = 'TOTP' | 'EMAIL' | 'PASSKEY' | 'RECOVERY_CODES';

type Names = Record<FactorName, string>;

const names: Record<Language, Names> = {
  en: {
    TOTP: 'an authenticator app',
    EMAIL: 'codes by email',
    PASSKEY: 'a passkey',
    RECOVERY_CODES: 'recovery codes',
  },
  fr: {
    TOTP: 'une application d’authentification',
    EMAIL: 'des codes par e-mail',
    PASSKEY: 'une clé d’accès',
    RECOVERY_CODES: 'des codes de secours',
  },
  de: {
    TOTP: 'eine Authenticator-App',
    EMAIL: 'Codes per E-Mail',
    PASSKEY: 'ein Passkey',
    RECOVERY_CODES: 'Wiederherstellungscodes',
  },
};

const verbs = {
  en: { ADDED: 'added to', REPLACED: 'replaced for', REMOVED: 'removed from' },
  fr: { ADDED: 'ajouté à', REPLACED: 'remplacé pour', REMOVED: 'retiré de' },
  de: { ADDED: 'hinzugefügt', REPLACED: 'ersetzt', REMOVED: 'entfernt' },
};

export const factorCode = (recipient: Recipient, code: string, minutes: number): Email =>
  email(recipient, {
    en: {
      subject: 'Your Latchkey code',
      paragraphs: [
        'Enter this code to sign in, or where Latchkey asks for it:',
        { quote: code },
        `It works once, within ${minutes} minutes. If you did not ask for it, somebody else may know your password: change it.`,
      ],
    },
    fr: {
      subject: 'Votre code Latchkey',
      paragraphs: [
        'Entrez ce code pour vous connecter, ou là où Latchkey le demande :',
        { quote: code },
        `Il ne sert qu’une fois, dans les ${minutes} minutes. Si vous ne l’avez pas demandé, quelqu’un d’autre connaît peut-être votre mot de passe : changez-le.`,
      ],
    },
    de: {
      subject: 'Ihr Latchkey-Code',
      paragraphs: [
        'Geben Sie diesen Code ein, um sich anzumelden, oder dort, wo Latchkey ihn verlangt:',
        { quote: code },
        `Er funktioniert einmal, innerhalb von ${minutes} Minuten. Wenn Sie ihn nicht angefordert haben, kennt vielleicht jemand anderes Ihr Passwort: Ändern Sie es.`,
      ],
    },
  });

export const factorChanged = (
  recipient: Recipient,
  change: 'ADDED' | 'REPLACED' | 'REMOVED',
  factor: FactorName,
  page: string,
): Email =>
  email(
    recipient,
    {
      en: {
        subject: 'Your two-step sign-in was changed',
        paragraphs: [
          `For the second step of signing in, ${names.en[factor]} ${factor === 'TOTP' || factor === 'PASSKEY' ? 'was' : 'were'} ${verbs.en[change]} your account.`,
          'If it was not you, change your password, remove what you do not know, and tell your administrator.',
        ],
      },
      fr: {
        subject: 'Votre connexion en deux étapes a changé',
        paragraphs: [
          `Pour la seconde étape de la connexion, on a ${verbs.fr[change]} votre compte ${names.fr[factor]}.`,
          'Si ce n’était pas vous, changez de mot de passe, retirez ce qui vous est inconnu et prévenez votre administrateur.',
        ],
      },
      de: {
        subject: 'Ihre Anmeldung in zwei Schritten wurde geändert',
        paragraphs: [
          `Für den zweiten Schritt der Anmeldung ${factor === 'EMAIL' || factor === 'RECOVERY_CODES' ? 'wurden' : 'wurde'} ${names.de[factor]} ${verbs.de[change]}.`,
          'Wenn Sie das nicht waren, ändern Sie Ihr Passwort, entfernen Sie, was Sie nicht kennen, und benachrichtigen Sie Ihre Administration.',
        ],
      },
    },
    page,
  );

/** Somebody else removed them all. */
export const factorsReset = (recipient: Recipient, page: string): Email =>
  email(
    recipient,
    {
      en: {
        subject: 'Your two-step sign-in was reset',
        paragraphs: [
          'An administrator has removed everything that you had enrolled for the second step of signing in. Your password alone signs you in until you enroll something again.',
          'If you did not ask for this, tell your administrator.',
        ],
      },
      fr: {
        subject: 'Votre connexion en deux étapes a été réinitialisée',
        paragraphs: [
          'Un administrateur a retiré tout ce que vous aviez enregistré pour la seconde étape de la connexion. Votre mot de passe suffit tant que vous n’enregistrez rien de nouveau.',
          'Si vous ne l’avez pas demandé, prévenez votre administrateur.',
        ],
      },
      de: {
        subject: 'Ihre Anmeldung in zwei Schritten wurde zurückgesetzt',
        paragraphs: [
          'Ihre Administration hat alles entfernt, was Sie für den zweiten Schritt der Anmeldung eingerichtet hatten. Zur Anmeldung genügt Ihr Passwort, bis Sie wieder etwas einrichten.',
          'Wenn Sie nicht darum gebeten haben, benachrichtigen Sie Ihre Administration.',
        ],
      },
    },
    page,
  );
