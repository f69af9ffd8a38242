/** The texts of emails about a change of one's own email address. */
import type { Email } from '../../smtp/email.ts';
import { email, type Recipient } from './emails.ts';

export const addressLink = (recipient: Recipient, username: string, link: string): Email =>
  email(recipient, {
    en: {
      subject: 'Confirm your new email address',
      paragraphs: [
        `The Latchkey user ${username} wants to use this address. If it is you, open this link in the browser in which you are signed in:`,
        'It is valid for 24 hours. If it is not you, ignore this message.',
      ],
      link,
    },
    fr: {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      paragraphs: [
        `L’utilisateur Latchkey ${username} veut utiliser cette adresse. Si c’est vous, ouvrez ce lien dans le navigateur où vous êtes connecté :`,
        'Il est valable 24 heures. Si ce n’est pas vous, ignorez ce message.',
      ],
      link,
    },
    de: {
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      paragraphs: [
        `Der Latchkey-Benutzer ${username} möchte diese Adresse verwenden. Wenn Sie das sind, öffnen Sie diesen Link in dem Browser, in dem Sie angemeldet sind:`,
        'Er ist 24 Stunden gültig. Wenn Sie das nicht sind, ignorieren Sie diese Nachricht.',
      ],
      link,
    },
  });

export const addressChanging = (recipient: Recipient, to: string, page: string): Email =>
  email(
    recipient,
    {
      en: {
        subject: 'Your email address is about to change',
        paragraphs: [
          `Somebody who is signed in as you asked to replace this address by ${to}. It changes when the link is opened that was sent there.`,
          'If it was not you, change your password now, which withdraws the link, and tell your administrator.',
        ],
      },
      fr: {
        subject: 'Votre adresse e-mail va changer',
        paragraphs: [
          `Quelqu’un, connecté à votre compte, a demandé de remplacer cette adresse par ${to}. Elle changera quand le lien qui y a été envoyé sera ouvert.`,
          'Si ce n’était pas vous, changez tout de suite de mot de passe, ce qui annule le lien, et prévenez votre administrateur.',
        ],
      },
      de: {
        subject: 'Ihre E-Mail-Adresse soll geändert werden',
        paragraphs: [
          `Jemand, der mit Ihrem Konto angemeldet ist, möchte diese Adresse durch ${to} ersetzen. Sie wird geändert, sobald der Link geöffnet wird, der dorthin gesendet wurde.`,
          'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort: Dadurch wird der Link ungültig. Benachrichtigen Sie außerdem Ihre Administration.',
        ],
      },
    },
    page,
  );
