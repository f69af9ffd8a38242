/** French for the user's own account. */
import type { Words } from '../en/words.ts';

export const account: Words['account'] = {
  title: 'Profil',
  intro: 'Votre profil, vos préférences, votre mot de passe et les navigateurs où vous êtes connecté.',
  saved: 'Vos modifications ont été enregistrées.',
  profile: {
    title: 'À propos de vous',
    username: 'Votre nom d’utilisateur est',
    name: 'Nom',
    public_name: 'Nom public',
    public_name_hint: 'Montré aux personnes extérieures à l’organisation.',
    email_address: 'Adresse e-mail',
    pending: (address) => (
      <>
        Ouvrez le lien envoyé à {address}, dans ce navigateur et dans les 24 heures. D’ici là, l’adresse ci-dessus
        reste.
      </>
    ),
    email_address_hint:
      'Les liens pour choisir un mot de passe y sont envoyés : la modifier demande votre mot de passe.',
    mobile_number: 'Numéro de mobile',
    mobile_number_hint: 'Des chiffres seulement, avec l’indicatif du pays.',
  },
  mayDo: {
    title: 'Ce que vous pouvez faire',
    superAdmin: 'Tout : vous êtes super administrateur.',
    role: (role) => `Avec le rôle ${role}.`,
    nothing: 'Vous n’avez aucune permission. Vous pouvez en demander.',
    request: 'Demander des permissions',
  },
  preferences: {
    title: 'Préférences',
    language: 'Langue',
    rows: 'Lignes par page dans les tableaux',
    navigation: 'Navigation à côté de la page sur les écrans larges',
  },
  emails: {
    title: 'E-mails',
    text: 'Choisissez les e-mails que vous recevez.',
    optional: {
      TOKEN_EXPIRES_SOON: 'Un de vos jetons expire bientôt',
      TOKEN_EXPIRED: 'Un de vos jetons a expiré',
      TOKEN_UNUSED: 'Un de vos jetons, inutilisé, va être révoqué (il l’est aussi sans cet e-mail)',
      LATENT_PERMISSIONS_NEEDED: 'Un programme a eu besoin de permissions enlevées à son jeton',
      ACCESS_REQUESTED: 'Quelqu’un demande des permissions que vous pouvez accorder',
      ACCESS_DECIDED: 'Votre demande de permissions a été accordée ou refusée',
      WEBHOOK_FAILING:
        'Un webhook n’accepte rien depuis un jour, un événement a été abandonné, ou son destinataire a désactivé le webhook',
    },
    always: 'Sur la sécurité, et toujours envoyés :',
    security: [
      'les liens pour choisir votre mot de passe',
      'l’utilisation d’un de vos jetons révoqués',
      'les permissions qu’un de vos jetons a retrouvées parce qu’il s’en est servi',
    ],
  },
  password: {
    title: 'Mot de passe',
    text: 'Un nouveau mot de passe vous déconnecte de tous les autres navigateurs. Vos jetons continuent de fonctionner.',
    current: 'Mot de passe actuel',
    new: 'Nouveau mot de passe',
    change: 'Changer le mot de passe',
    changed: 'Votre mot de passe a été changé, et vous avez été déconnecté de tous les autres navigateurs.',
  },
  sessions: {
    title: 'Où vous êtes connecté',
    text: 'Un navigateur vous est inconnu ? Déconnectez-le, puis changez votre mot de passe.',
    columns: {
      browser: 'Navigateur',
      address: 'Adresse',
      created: 'Connecté',
      seen: 'Dernière activité',
      ends: 'Fin',
      actions: 'Actions',
    },
    on: (browser, system) => `${browser} sur ${system}`,
    unknown: 'Navigateur inconnu',
    current: 'Ce navigateur',
    end: 'Déconnecter',
    endOne: (name) => `Déconnecter ${name}`,
    endOthers: 'Déconnecter tous les autres',
    ended: 'Déconnecté.',
  },
};
