/** English, French and German for the plain pages that are shown before somebody has signed in. */
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
  address: {
    title: 'Confirm your new email address',
    /** Followed by the user name. */
    text: 'This address will belong to your user',
    act: 'Use this address',
  },
  provider: {
    /** Followed by the name of a provider. */
    signIn: 'Continue with',
    confirmed: 'You are confirmed',
    goOn: 'Close this page and continue in the one from which you came.',
    enterCode: 'Close this page, and enter your code in the one from which you came.',
    refused: 'Not done',
  },
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
    address: {
      title: 'Confirmez votre nouvelle adresse e-mail',
      text: 'Cette adresse sera celle de votre utilisateur',
      act: 'Utiliser cette adresse',
    },
    provider: {
      signIn: 'Continuer avec',
      confirmed: 'C’est bien vous',
      goOn: 'Fermez cette page et continuez dans celle d’où vous venez.',
      enterCode: 'Fermez cette page et entrez votre code dans celle d’où vous venez.',
      refused: 'Rien n’a été fait',
    },
    faults: {
      TAKEN: 'Cette adresse est déjà utilisée.',
      PROVIDER_AWAY: '{provider} ne répond pas. Réessayez plus tard, ou connectez-vous autrement.',
      PROVIDER_REFUSED:
        '{provider} n’a pas confirmé qui vous êtes. Réessayez. Si cela échoue encore, adressez-vous à votre administrateur.',
      PROVIDER_CANCELLED: 'Vous ne vous êtes pas connecté chez {provider}.',
      NO_LINKED_USER:
        'Votre compte chez {provider} n’appartient à aucun utilisateur d’ici. Connectez-vous autrement et reliez-le dans votre profil, ou adressez-vous à votre administrateur.',
      USER_NOT_ADMITTED:
        'Vous ne pouvez pas vous connecter : votre utilisateur est désactivé, bloqué depuis une restauration, ou est un compte de service. Adressez-vous à votre administrateur.',
      NO_ROLE_AT_PROVIDER:
        'Votre compte chez {provider} n’a aucun rôle qui peut utiliser ce serveur. Adressez-vous à votre administrateur.',
      ROLE_OF_PROVIDER_MISSING:
        'Le rôle {role}, que vous donne {provider}, n’existe pas. Adressez-vous à votre administrateur.',
      USER_NOT_CREATED:
        'Aucun utilisateur n’a pu être créé pour votre compte chez {provider} : son nom d’utilisateur, son nom ou son adresse vérifiée manque, n’est pas permis ou appartient à un utilisateur d’ici. Adressez-vous à votre administrateur.',
      OTHER_IDENTITY_LINKED:
        'Votre utilisateur est relié à un autre compte chez {provider}. Retirez d’abord ce lien, ou adressez-vous à votre administrateur.',
      IDENTITY_TAKEN: 'Ce compte chez {provider} est relié à un autre utilisateur.',
      OTHER_ACCOUNT: 'Vous vous êtes connecté chez {provider} avec un compte qui n’est pas relié à vous.',
      NOT_SIGNED_IN_AGAIN: '{provider} ne vous a pas demandé de vous reconnecter : rien n’est confirmé.',
      SIGN_IN_EXPIRED: 'Cette connexion a expiré. Connectez-vous de nouveau.',
      SIGN_IN_REFUSED: 'Le nom d’utilisateur ou le mot de passe est incorrect.',
      PASSWORDS_BUSY: 'Trop de mots de passe sont vérifiés en même temps. Réessayez dans quelques secondes.',
      MOST_ATTEMPTS: 'Trop d’essais. Réessayez plus tard.',
    },
  },
  de: {
    language: 'de',
    signIn: 'Anmelden',
    name: 'Benutzername oder E-Mail-Adresse',
    password: 'Passwort',
    passkey: 'Passkey verwenden',
    passkeyFailed:
      'Der Passkey wurde nicht verwendet. Versuchen Sie es erneut, oder melden Sie sich mit Ihrem Passwort an.',
    passwordSet: 'Ihr Passwort ist festgelegt. Melden Sie sich damit an.',
    notFound: 'Seite nicht gefunden',
    nothingHere: 'Unter dieser Adresse gibt es keine Seite.',
    account: 'Ihr Konto',
    staleLink: 'Dieser Link funktioniert nicht',
    linkEnded:
      'Er wurde schon verwendet, ist abgelaufen oder wurde durch einen neueren Link ersetzt. Bitten Sie Ihre Administration um einen neuen.',
    address: {
      title: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      text: 'Diese Adresse gehört dann zu Ihrem Benutzer',
      act: 'Diese Adresse verwenden',
    },
    provider: {
      signIn: 'Weiter mit',
      confirmed: 'Ihre Anmeldung ist bestätigt',
      goOn: 'Schließen Sie diese Seite und fahren Sie auf der Seite fort, von der Sie gekommen sind.',
      enterCode: 'Schließen Sie diese Seite und geben Sie Ihren Code auf der Seite ein, von der Sie gekommen sind.',
      refused: 'Nicht ausgeführt',
    },
    faults: {
      TAKEN: 'Diese Adresse wird bereits verwendet.',
      PROVIDER_AWAY: '{provider} antwortet nicht. Versuchen Sie es später erneut, oder melden Sie sich anders an.',
      PROVIDER_REFUSED:
        '{provider} hat nicht bestätigt, wer Sie sind. Versuchen Sie es erneut. Wenn es wieder misslingt, wenden Sie sich an Ihre Administration.',
      PROVIDER_CANCELLED: 'Sie haben sich bei {provider} nicht angemeldet.',
      NO_LINKED_USER:
        'Ihr Konto bei {provider} gehört hier zu keinem Benutzer. Melden Sie sich anders an und verknüpfen Sie es in Ihrem Profil, oder wenden Sie sich an Ihre Administration.',
      USER_NOT_ADMITTED:
        'Sie können sich nicht anmelden: Ihr Benutzer ist deaktiviert, nach einer Wiederherstellung gesperrt oder ein Dienstkonto. Wenden Sie sich an Ihre Administration.',
      NO_ROLE_AT_PROVIDER:
        'Ihr Konto bei {provider} hat keine Rolle, die diesen Server verwenden darf. Wenden Sie sich an Ihre Administration.',
      ROLE_OF_PROVIDER_MISSING:
        'Die Rolle {role}, die {provider} Ihnen gibt, existiert nicht. Wenden Sie sich an Ihre Administration.',
      USER_NOT_CREATED:
        'Für Ihr Konto bei {provider} konnte kein Benutzer erstellt werden: Sein Benutzername, sein Name oder seine bestätigte Adresse fehlt, ist nicht erlaubt oder gehört hier zu einem anderen Benutzer. Wenden Sie sich an Ihre Administration.',
      OTHER_IDENTITY_LINKED:
        'Ihr Benutzer ist mit einem anderen Konto bei {provider} verknüpft. Entfernen Sie zuerst diese Verknüpfung, oder wenden Sie sich an Ihre Administration.',
      IDENTITY_TAKEN: 'Dieses Konto bei {provider} ist mit einem anderen Benutzer verknüpft.',
      OTHER_ACCOUNT: 'Sie haben sich bei {provider} mit einem Konto angemeldet, das nicht mit Ihnen verknüpft ist.',
      NOT_SIGNED_IN_AGAIN: '{provider} hat keine erneute Anmeldung von Ihnen verlangt: Nichts ist bestätigt.',
      SIGN_IN_EXPIRED: 'Diese Anmeldung ist abgelaufen. Melden Sie sich erneut an.',
      SIGN_IN_REFUSED: 'Der Benutzername oder das Passwort ist falsch.',
      PASSWORDS_BUSY: 'Zu viele Passwörter werden gleichzeitig geprüft. Versuchen Sie es in einigen Sekunden erneut.',
      MOST_ATTEMPTS: 'Zu viele Versuche. Versuchen Sie es später erneut.',
    },
  },
};

/** In the language of an Accept-Language header, or in English if the pages have none of its languages. */
export function wordsFor(accepted: string | undefined): PageWords {
  const language = new Negotiator({ headers: { 'accept-language': accepted } }).language([...languages]);
  return words[languages.find((one) => one === language) ?? 'en'];
}
