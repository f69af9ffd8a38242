/** English and French for the plain pages that are shown before somebody has signed in. */
import Negotiator from 'negotiator';
import { type Language, languages } from '../domain/base/languages.ts';
import type { ReasonName } from '../domain/base/reasons.ts';

const english = {
  language: 'en' as Language,
  signIn: 'Sign in',
  name: 'User name or email address',
  password: 'Password',
  passkey: 'Use a passkey',
  passkeyFailed: 'The passkey was not used. Try again, or sign in with your password.',
  passwordSet: 'Your password is set. Sign in with it.',
  notFound: 'Page not found',
  nothingHere: 'There is no page at this address.',
  account: 'Your account',
  staleLink: 'This link does not work',
  linkEnded:
    'It was already used, has expired or was replaced by a newer link. Ask your administrator for another one.',
  /** Refusals, where they are not in English. */
  faults: {} as Partial<Record<ReasonName, string>>,
};

export type PageWords = typeof english;

const words: Record<Language, PageWords> = {
  en: english,
  fr: {
    language: 'fr',
    signIn: 'Se connecter',
    name: 'Nom d’utilisateur ou adresse e-mail',
    password: 'Mot de passe',
    passkey: 'Utiliser une clé d’accès',
    passkeyFailed: 'La clé d’accès n’a pas été utilisée. Réessayez, ou connectez-vous avec votre mot de passe.',
    passwordSet: 'Votre mot de passe est défini. Connectez-vous avec lui.',
    notFound: 'Page introuvable',
    nothingHere: 'Il n’y a pas de page à cette adresse.',
    account: 'Votre compte',
    staleLink: 'Ce lien ne fonctionne pas',
    linkEnded:
      'Il a déjà été utilisé, a expiré ou a été remplacé par un lien plus récent. Demandez-en un autre à votre administrateur.',
    faults: {
      SIGN_IN_REFUSED: 'Le nom d’utilisateur ou le mot de passe est incorrect.',
      PASSWORDS_BUSY: 'Trop de mots de passe sont vérifiés en même temps. Réessayez dans quelques secondes.',
      MOST_ATTEMPTS: 'Trop d’essais. Réessayez plus tard.',
    },
  },
};

/** In the language of an Accept-Language header, or in English if the pages have none of its languages. */
export function wordsFor(accepted: string | undefined): PageWords {
  const language = new Negotiator({ headers: { 'accept-language': accepted } }).language([...languages]);
  return words[languages.find((one) => one === language) ?? 'en'];
}
