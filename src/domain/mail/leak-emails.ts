/** The texts of emails about leaked tokens. */
import { email, type Recipient } from './emails.ts';

interface Leak {
  token: string;
  /** The user name of its owner; null: it is the recipient. */
  owner: string | null;
  ip: string;
  /** Whether only an old value has leaked, and the token stays. */
  replaced: boolean;
}

export function leaked(recipient: Recipient, { token, owner, ip, replaced }: Leak, page: string | undefined) {
  const mine = owner === null;
  const en = mine
    ? `of your personal access token “${token}”`
    : `of the personal access token “${token}” of ${owner}, which you issued,`;
  const fr = mine
    ? `de votre jeton d’accès personnel « ${token} »`
    : `du jeton d’accès personnel « ${token} » de ${owner}, que vous avez émis,`;
  const old = {
    en: `An old value ${en} was found where it must not be, and reported from the address ${ip}. It was still valid beside the new value. It does not work any more; the new value does.`,
    fr: `Une ancienne valeur ${fr} a été trouvée là où elle ne doit pas être, et signalée depuis l’adresse ${ip}. Elle était encore valable à côté de la nouvelle. Elle ne l’est plus ; la nouvelle l’est toujours.`,
  };
  const whole = {
    en: `The value ${en} was found where it must not be, and reported from the address ${ip}. The token was revoked at once and does not work any more.`,
    fr: `La valeur ${fr} a été trouvée là où elle ne doit pas être, et signalée depuis l’adresse ${ip}. Le jeton a été révoqué aussitôt et n’est plus accepté.`,
  };
  return email(
    recipient,
    {
      en: {
        subject: replaced
          ? `An old value of the token “${token}” has leaked`
          : `The token “${token}” has leaked and was revoked`,
        paragraphs: [
          replaced ? old.en : whole.en,
          `Find out how others got the value. The log of changes shows what was changed with the token.${replaced ? ' Give the new value to the programs that still used the old one.' : ' Programs that used the token need a new one.'}`,
        ],
      },
      fr: {
        subject: replaced
          ? `Une ancienne valeur du jeton « ${token} » a fuité`
          : `Le jeton « ${token} » a fuité et a été révoqué`,
        paragraphs: [
          replaced ? old.fr : whole.fr,
          `Cherchez comment d’autres ont obtenu la valeur. Le journal des modifications montre ce qui a été modifié avec le jeton.${replaced ? ' Donnez la nouvelle valeur aux programmes qui utilisaient encore l’ancienne.' : ' Les programmes qui utilisaient le jeton en ont besoin d’un nouveau.'}`,
        ],
      },
    },
    page,
  );
}
