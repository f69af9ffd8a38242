/** English, French and German for the page on which a user sets a password. */
import type { Language } from '../domain/base/languages.ts';
import type { ReasonName } from '../domain/base/reasons.ts';

const english = {
  title: 'Set your password',
  /** Followed by the user name. */
  username: 'Your user name is',
  password: 'New password',
  act: 'Set password',
  refused: 'The password was refused:',
  rules: {
    length: 'At least {least} characters',
    letterAndDigit: 'A letter and a digit',
    bothCases: 'An upper case and a lower case letter',
    special: 'A special character: a space, a punctuation mark or a symbol',
    strength: 'Hard to guess: a strength of at least {least} of 4',
  },
  advice: 'Your names, “Latchkey” and common passwords are easy to guess. A few uncommon words work well.',
  /** What its script says. `missing`: the rules that are not kept. */
  whileTyping: {
    kept: 'met',
    broken: 'not met',
    unknown: 'being checked',
    summary: '{kept} of {all} rules are met.',
    missing: 'Not met: {missing}.',
  },
  /** Refusals, where they are not in English. */
  broken: {} as Partial<Record<ReasonName, string>>,
};

export const setPasswordWords: Record<Language, typeof english> = {
  en: english,
  fr: {
    title: 'Choisissez votre mot de passe',
    username: 'Votre nom d’utilisateur est',
    password: 'Nouveau mot de passe',
    act: 'Choisir ce mot de passe',
    refused: 'Le mot de passe a été refusé :',
    rules: {
      length: 'Au moins {least} caractères',
      letterAndDigit: 'Une lettre et un chiffre',
      bothCases: 'Une majuscule et une minuscule',
      special: 'Un caractère spécial : une espace, un signe de ponctuation ou un symbole',
      strength: 'Difficile à deviner : une force d’au moins {least} sur 4',
    },
    advice:
      'Vos noms, « Latchkey » et les mots de passe courants sont faciles à deviner. Quelques mots peu courants conviennent bien.',
    whileTyping: {
      kept: 'respectée',
      broken: 'pas respectée',
      unknown: 'en cours de vérification',
      summary: 'Règles respectées : {kept} sur {all}.',
      missing: 'Il manque : {missing}.',
    },
    broken: {
      TOO_SHORT: 'Il faut au moins {least} caractères.',
      TOO_LONG: 'Au plus {most} caractères sont permis.',
      CONTROL_CHARACTERS: 'Des caractères de contrôle n’y sont pas permis.',
      EASY_TO_GUESS: 'Ce mot de passe est trop facile à deviner (force {score} sur 4 ; il faut au moins {least}).',
      NO_LETTER_AND_DIGIT: 'Il faut une lettre et un chiffre.',
      ONE_CASE: 'Il faut une majuscule et une minuscule.',
      NO_SPECIAL_CHARACTER: 'Il faut un caractère spécial : une espace, un signe de ponctuation ou un symbole.',
      BREACHED: 'Ce mot de passe vient de fuites de données connues : ceux qui attaquent l’essaient en premier.',
      POLICY_JUST_CHANGED: 'Les règles des mots de passe viennent de changer. Réessayez.',
    },
  },
  de: {
    title: 'Legen Sie Ihr Passwort fest',
    username: 'Ihr Benutzername ist',
    password: 'Neues Passwort',
    act: 'Passwort festlegen',
    refused: 'Das Passwort wurde abgelehnt:',
    rules: {
      length: 'Mindestens {least} Zeichen',
      letterAndDigit: 'Ein Buchstabe und eine Ziffer',
      bothCases: 'Ein Großbuchstabe und ein Kleinbuchstabe',
      special: 'Ein Sonderzeichen: ein Leerzeichen, ein Satzzeichen oder ein Symbol',
      strength: 'Schwer zu erraten: eine Stärke von mindestens {least} von 4',
    },
    advice:
      'Ihre Namen, „Latchkey“ und häufige Passwörter sind leicht zu erraten. Einige ungewöhnliche Wörter eignen sich gut.',
    whileTyping: {
      kept: 'erfüllt',
      broken: 'nicht erfüllt',
      unknown: 'wird geprüft',
      summary: 'Erfüllte Regeln: {kept} von {all}.',
      missing: 'Nicht erfüllt: {missing}.',
    },
    broken: {
      TOO_SHORT: 'Mindestens {least} Zeichen sind erforderlich.',
      TOO_LONG: 'Höchstens {most} Zeichen sind erlaubt.',
      CONTROL_CHARACTERS: 'Steuerzeichen sind darin nicht erlaubt.',
      EASY_TO_GUESS:
        'Dieses Passwort ist zu leicht zu erraten (Stärke {score} von 4; mindestens {least} ist erforderlich).',
      NO_LETTER_AND_DIGIT: 'Ein Buchstabe und eine Ziffer sind erforderlich.',
      ONE_CASE: 'Ein Großbuchstabe und ein Kleinbuchstabe sind erforderlich.',
      NO_SPECIAL_CHARACTER: 'Ein Sonderzeichen ist erforderlich: ein Leerzeichen, ein Satzzeichen oder ein Symbol.',
      BREACHED: 'Dieses Passwort ist aus Datenlecks bekannt: Wer angreift, probiert es zuerst.',
      POLICY_JUST_CHANGED: 'Die Regeln für Passwörter wurden gerade geändert. Versuchen Sie es erneut.',
    },
  },
};
