/** The texts of emails about leaked tokens. */
import type { Email, Part } from '../../smtp/email.ts';
import type { Language } from '../base/languages.ts';
import { email, type Recipient } from './emails.ts';

export interface Leak {
  token: string;
  /** The user name of its owner; null: it is the recipient. */
  owner: string | null;
  /** Whether only an old value has leaked, and the token stays. */
  replaced: boolean;
}

/** About all tokens of a report that concern the recipient. */
export function leaked(recipient: Recipient, leaks: readonly Leak[], ip: string, page: string | undefined): Email {
  const [first] = leaks;
  return first && leaks.length === 1 ? one(recipient, first, ip, page) : several(recipient, leaks, ip, page);
}

function one(recipient: Recipient, { token, owner, replaced }: Leak, ip: string, page: string | undefined): Email {
  const mine = owner === null;
  const en = mine
    ? `of your personal access token “${token}”`
    : `of the personal access token “${token}” of ${owner}, which you issued,`;
  const fr = mine
    ? `de votre jeton d’accès personnel « ${token} »`
    : `du jeton d’accès personnel « ${token} » de ${owner}, que vous avez émis,`;
  const de = mine
    ? `Ihres persönlichen Zugriffstokens „${token}“`
    : `des persönlichen Zugriffstokens „${token}“ von ${owner}, das Sie ausgestellt haben,`;
  const old = {
    en: `An old value ${en} was found where it must not be, and reported from the address ${ip}. It was still valid beside the new value. It does not work any more; the new value does.`,
    fr: `Une ancienne valeur ${fr} a été trouvée là où elle ne doit pas être, et signalée depuis l’adresse ${ip}. Elle était encore valable à côté de la nouvelle. Elle ne l’est plus ; la nouvelle l’est toujours.`,
    de: `Ein alter Wert ${de} wurde an einer Stelle gefunden, an der er nicht sein darf, und von der Adresse ${ip} aus gemeldet. Er war neben dem neuen Wert noch gültig. Jetzt ist er ungültig; der neue Wert bleibt gültig.`,
  };
  const whole = {
    en: `The value ${en} was found where it must not be, and reported from the address ${ip}. The token was revoked at once and does not work any more.`,
    fr: `La valeur ${fr} a été trouvée là où elle ne doit pas être, et signalée depuis l’adresse ${ip}. Le jeton a été révoqué aussitôt et n’est plus accepté.`,
    de: `Der Wert ${de} wurde an einer Stelle gefunden, an der er nicht sein darf, und von der Adresse ${ip} aus gemeldet. Das Token wurde sofort widerrufen und wird nicht mehr angenommen.`,
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
          ? `Une ancienne valeur du jeton « ${token} » a fuité`
          : `Le jeton « ${token} » a fuité et a été révoqué`,
        paragraphs: [
          replaced ? old.fr : whole.fr,
          `Cherchez comment d’autres ont obtenu la valeur. Le journal des modifications montre ce qui a été modifié avec le jeton.${replaced ? ' Donnez la nouvelle valeur aux programmes qui utilisaient encore l’ancienne.' : ' Les programmes qui utilisaient le jeton en ont besoin d’un nouveau.'}`,
        ],
      },
      de: {
        subject: replaced
          ? `Ein alter Wert des Tokens „${token}“ wurde bekannt`
          : `Das Token „${token}“ wurde bekannt und deshalb widerrufen`,
        paragraphs: [
          replaced ? old.de : whole.de,
          `Finden Sie heraus, wie andere den Wert erhalten haben. Das Änderungsprotokoll zeigt, was mit dem Token geändert wurde.${replaced ? ' Geben Sie den Programmen, die noch den alten Wert verwendet haben, den neuen.' : ' Programme, die das Token verwendet haben, brauchen ein neues.'}`,
        ],
      },
    },
    page,
  );
}

const headings = {
  en: {
    mine: {
      whole: 'Your tokens that were revoked at once and do not work any more:',
      old: 'Your tokens of which an old value was still valid beside the new one. The old value does not work any more; the new value does:',
    },
    issued: {
      whole: 'Tokens that you issued for others, which were revoked at once and do not work any more:',
      old: 'Tokens that you issued for others, of which an old value was still valid beside the new one. The old value does not work any more; the new value does:',
    },
  },
  fr: {
    mine: {
      whole: 'Vos jetons qui ont été révoqués aussitôt et ne sont plus acceptés :',
      old: 'Vos jetons dont une ancienne valeur était encore valable à côté de la nouvelle. L’ancienne ne l’est plus ; la nouvelle l’est toujours :',
    },
    issued: {
      whole: 'Les jetons émis par vous pour d’autres, qui ont été révoqués aussitôt et ne sont plus acceptés :',
      old: 'Les jetons émis par vous pour d’autres, dont une ancienne valeur était encore valable à côté de la nouvelle. L’ancienne ne l’est plus ; la nouvelle l’est toujours :',
    },
  },
  de: {
    mine: {
      whole: 'Ihre Tokens, die sofort widerrufen wurden und nicht mehr angenommen werden:',
      old: 'Ihre Tokens, von denen ein alter Wert neben dem neuen noch gültig war. Der alte Wert ist jetzt ungültig; der neue bleibt gültig:',
    },
    issued: {
      whole:
        'Tokens, die Sie für andere ausgestellt haben und die sofort widerrufen wurden und nicht mehr angenommen werden:',
      old: 'Tokens, die Sie für andere ausgestellt haben und von denen ein alter Wert neben dem neuen noch gültig war. Der alte Wert ist jetzt ungültig; der neue bleibt gültig:',
    },
  },
};

const named = {
  en: ({ token, owner }: Leak) => `“${token}”${owner === null ? '' : ` of ${owner}`}`,
  fr: ({ token, owner }: Leak) => `« ${token} »${owner === null ? '' : ` de ${owner}`}`,
  de: ({ token, owner }: Leak) => `„${token}“${owner === null ? '' : ` von ${owner}`}`,
};

function several(recipient: Recipient, leaks: readonly Leak[], ip: string, page: string | undefined): Email {
  const allRevoked = leaks.every(({ replaced }) => !replaced);
  const someRevoked = leaks.some(({ replaced }) => !replaced);
  const lists = (language: Language): Part[] =>
    (['mine', 'issued'] as const).flatMap((whose) =>
      (['whole', 'old'] as const).flatMap((value) => {
        const of = leaks.filter(
          ({ owner, replaced }) => (owner === null) === (whose === 'mine') && replaced === (value === 'old'),
        );
        return of.length === 0 ? [] : [headings[language][whose][value], { list: of.map(named[language]) }];
      }),
    );
  const renew = {
    en: `${someRevoked ? ' Programs that used a revoked token need a new one.' : ''}${allRevoked ? '' : ' Give the new values to the programs that still used old ones.'}`,
    fr: `${someRevoked ? ' Les programmes qui utilisaient un jeton révoqué en ont besoin d’un nouveau.' : ''}${allRevoked ? '' : ' Donnez les nouvelles valeurs aux programmes qui utilisaient encore les anciennes.'}`,
    de: `${someRevoked ? ' Programme, die ein widerrufenes Token verwendet haben, brauchen ein neues.' : ''}${allRevoked ? '' : ' Geben Sie den Programmen, die noch alte Werte verwendet haben, die neuen.'}`,
  };
  return email(
    recipient,
    {
      en: {
        subject: allRevoked
          ? `${leaks.length} tokens have leaked and were revoked`
          : `Values of ${leaks.length} tokens have leaked`,
        paragraphs: [
          `Values of ${leaks.length} personal access tokens were found where they must not be, and reported together from the address ${ip}.`,
          ...lists('en'),
          `Find out how others got the values. The log of changes shows what was changed with the tokens.${renew.en}`,
        ],
      },
      fr: {
        subject: allRevoked
          ? `${leaks.length} jetons ont fuité et ont été révoqués`
          : `Des valeurs de ${leaks.length} jetons ont fuité`,
        paragraphs: [
          `Des valeurs de ${leaks.length} jetons d’accès personnels ont été trouvées là où elles ne doivent pas être, et signalées ensemble depuis l’adresse ${ip}.`,
          ...lists('fr'),
          `Cherchez comment d’autres ont obtenu les valeurs. Le journal des modifications montre ce qui a été modifié avec les jetons.${renew.fr}`,
        ],
      },
      de: {
        subject: allRevoked
          ? `${leaks.length} Tokens wurden bekannt und deshalb widerrufen`
          : `Werte von ${leaks.length} Tokens wurden bekannt`,
        paragraphs: [
          `Werte von ${leaks.length} persönlichen Zugriffstokens wurden an Stellen gefunden, an denen sie nicht sein dürfen, und zusammen von der Adresse ${ip} aus gemeldet.`,
          ...lists('de'),
          `Finden Sie heraus, wie andere die Werte erhalten haben. Das Änderungsprotokoll zeigt, was mit den Tokens geändert wurde.${renew.de}`,
        ],
      },
    },
    page,
  );
}
