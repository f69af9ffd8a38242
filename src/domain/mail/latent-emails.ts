/** The texts of emails about latent permissions of tokens. */
import { email, type Recipient } from './emails.ts';

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
      subject: `Votre jeton « ${token} » a besoin de permissions qui lui ont été retirées`,
      paragraphs: [
        `Un programme a voulu utiliser votre jeton d’accès personnel « ${token} » pour ${permissions.join(', ')}. Cela avait été retiré au jeton faute d’usage : le programme a donc reçu moins ou a été refusé. Pour le rétablir, connectez-vous ici :`,
        'Ou appelez restorePersonalAccessToken. Si ce n’était pas un de vos programmes, quelqu’un d’autre a le jeton : révoquez-le.',
      ],
      link,
    },
    de: {
      subject: `Ihrem Token „${token}“ fehlen Berechtigungen, die ihm entzogen wurden`,
      paragraphs: [
        `Ein Programm hat Ihr persönliches Zugriffstoken „${token}“ verwendet und benötigte ${permissions.join(', ')}. Diese Berechtigungen wurden dem Token entzogen, weil es sie nicht verwendet hat. Deshalb wurde die Anfrage abgelehnt, oder die Antwort war unvollständig. Um sie wiederherzustellen, melden Sie sich hier an:`,
        'Mit der API rufen Sie restorePersonalAccessToken auf. Wenn es keines Ihrer Programme war, kennt jemand anderes das Token: Widerrufen Sie es.',
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
      subject: `Des permissions de votre jeton « ${token} » ont été rétablies`,
      paragraphs: [
        `Un programme a utilisé votre jeton d’accès personnel « ${token} » pour ${permissions.join(', ')}. Cela avait été retiré au jeton il y a peu et a été rétabli, car il en a besoin. Vos jetons sont ici :`,
        'Si ce n’était pas un de vos programmes, quelqu’un d’autre a le jeton : révoquez-le.',
      ],
      link,
    },
    de: {
      subject: `Berechtigungen Ihres Tokens „${token}“ wurden wiederhergestellt`,
      paragraphs: [
        `Ein Programm hat Ihr persönliches Zugriffstoken „${token}“ für ${permissions.join(', ')} verwendet. Dies wurde dem Token vor Kurzem entzogen und ist jetzt wiederhergestellt, weil es gebraucht wird. Ihre Tokens finden Sie hier:`,
        'Wenn es keines Ihrer Programme war, kennt jemand anderes das Token: Widerrufen Sie es.',
      ],
      link,
    },
  });
