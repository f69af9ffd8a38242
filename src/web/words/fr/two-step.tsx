/** French for two-step sign-in. */
import type { Words } from '../en/words.ts';

const names: Partial<Record<string, (data: string) => string>> = {
  TOTP: () => 'Application d’authentification',
  EMAIL: (address) => `Codes par e-mail à ${address}`,
  PASSKEY: (name) => `Clé d’accès « ${name} »`,
  RECOVERY_CODES: (left) =>
    Number(left) < 2 ? `${left} code de secours restant` : `${left} codes de secours restants`,
};

export const twoStep: Words['twoStep'] = {
  title: 'Connexion en deux étapes',
  off: 'Seul votre mot de passe protège votre compte. Ajoutez une seconde étape : qui apprend votre mot de passe ne pourra pas se connecter.',
  on: 'Après votre mot de passe, la connexion demande l’un de ces moyens. Une clé d’accès suffit à elle seule. Vos jetons ne sont pas concernés.',
  noCodes:
    'Créez des codes de secours, pour pouvoir vous connecter si vous perdez votre téléphone ou votre clé d’accès.',
  nameOf: (type, data) => names[type]?.(data) ?? type,
  since: (day) => `Ajouté le ${day}`,
  add: {
    TOTP: 'Ajouter une application d’authentification',
    PASSKEY: 'Ajouter une clé d’accès',
    EMAIL: 'Ajouter des codes par e-mail',
    RECOVERY_CODES: 'Créer des codes de secours',
  },
  added: 'La seconde étape a été ajoutée.',
  replace: 'Remplacer',
  replaceOne: (name) => `Remplacer : ${name}`,
  remove: 'Retirer',
  removeOne: (name) => `Retirer : ${name}`,
  removeTitle: (name) => <>Retirer {name} ?</>,
  removeText:
    'Elle ne sert plus à vous connecter. Si c’est la dernière, les codes de secours sont retirés aussi, et votre mot de passe suffit.',
  removed: 'C’est retiré.',
  code: 'Code',
  verify: 'Vérifier',
  app: {
    title: 'Application d’authentification',
    scan: 'Scannez ce code avec l’application, par exemple celle de votre téléphone ou de votre gestionnaire de mots de passe.',
    picture: 'Code QR contenant le secret ci-dessous',
    secret: 'Ou saisissez ce secret',
    next: 'Entrez ensuite le code que montre l’application.',
  },
  email: {
    title: 'Codes par e-mail',
    sent: (address) => (
      <>
        Un code a été envoyé à {address}. Entrez-le ici dans les 10 minutes. Les codes suivants iront à la même adresse.
      </>
    ),
  },
  passkey: {
    title: 'Nouvelle clé d’accès',
    text: 'Une clé d’accès est gardée par votre appareil, votre gestionnaire de mots de passe ou une clé de sécurité. Elle vous connecte avec votre empreinte, votre visage ou un code PIN, sans mot de passe.',
    name: 'Nom',
    nameHint: 'Pour la distinguer des autres, par exemple « Portable ».',
    act: 'Créer la clé d’accès',
    failed:
      'Aucune clé d’accès n’a été créée. Réessayez ; si l’appareil en a déjà une pour ce compte, utilisez celle-là.',
  },
  codes: {
    title: 'Codes de secours',
    once: 'Vous ne voyez ces codes que maintenant. Gardez-les là où vous ne les perdrez pas avec votre téléphone.',
    text: 'Chacun sert une fois, à la place de la seconde étape. De nouveaux codes remplacent tous les précédents.',
    label: 'Vos codes de secours',
    download: 'Télécharger',
    notKept: 'Vous n’avez ni copié ni téléchargé les codes.',
    stay: 'Les garder ouverts',
    done: 'Terminé',
    closeAnyway: 'Fermer quand même',
  },
  required: {
    title: 'Ajoutez une seconde étape à votre connexion',
    text: 'Ici, tout le monde se connecte en deux étapes. Ajoutez la seconde pour continuer :',
    app: 'Une application d’authentification sur votre téléphone, qui montre un nouveau code toutes les 30 secondes.',
    passkey: 'Une clé d’accès : votre empreinte, votre visage ou un code PIN, sur cet appareil ou un autre.',
    email: 'Des codes envoyés par e-mail, si ce serveur envoie des e-mails.',
  },
  confirm: {
    text: 'Cette modification demande votre mot de passe et un code de votre seconde étape, ou une clé d’accès.',
    hint: 'De votre application, de votre e-mail, ou un code de secours.',
    send: 'Envoyer un code par e-mail',
    sent: 'Un code a été envoyé.',
    passkey: 'Utiliser une clé d’accès',
    failed: 'La clé d’accès n’a pas été utilisée. Réessayez, ou utilisez votre mot de passe.',
  },
  setting: {
    intro: 'S’il faut plus qu’un mot de passe pour se connecter. Les jetons ne sont pas concernés.',
    label: 'Tout le monde doit avoir une seconde étape',
    text: 'Qui n’en a pas ne peut qu’en ajouter une, dès maintenant, même là où il est déjà connecté. Ajoutez-en d’abord une à votre propre compte.',
    save: 'Enregistrer',
    saved: 'Le réglage a été modifié.',
  },
  reset: {
    open: 'Réinitialiser la connexion en deux étapes',
    title: (name) => <>Réinitialiser la connexion en deux étapes de {name} ?</>,
    text: 'Retire toutes ses secondes étapes et ses codes de secours. Son mot de passe suffit jusqu’à ce qu’une nouvelle étape soit ajoutée. Assurez-vous que c’est bien cette personne qui le demande. Elle reçoit un e-mail.',
    act: 'Réinitialiser',
    done: 'La connexion en deux étapes a été réinitialisée.',
  },
};
