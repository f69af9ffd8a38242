/** French for the pages about users. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const users: Words['users'] = {
  title: 'Utilisateurs',
  intro:
    'Les personnes et les programmes qui ont un compte. Leur rôle leur donne des permissions. Un utilisateur peut être désactivé, mais pas supprimé.',
  create: 'Nouvel utilisateur',
  searchLabel: 'Rechercher des utilisateurs',
  columns: { name: 'Nom', email: 'E-mail', role: 'Rôle', created: 'Créé', state: 'État' },
  states: { ACTIVE: 'Actif', FENCED: 'Bloqué', INVITED: 'Pas encore de mot de passe', DISABLED: 'Désactivé' },
  superAdmin: 'Super administrateur',
  serviceAccount: 'Compte de service',
  noRole: 'Aucun rôle',
  anyRole: 'Tous les rôles',
  filter: {
    label: 'Afficher',
    all: 'Tout le monde',
    enabled: 'Activés',
    disabled: 'Désactivés',
    invited: 'Pas encore de mot de passe',
    fenced: 'Bloqués',
    people: 'Personnes',
    service: 'Comptes de service',
    super: 'Super administrateurs',
  },
  fields: {
    name: 'Nom',
    public_name: 'Nom public',
    public_nameHint: 'Montré aux personnes extérieures à l’organisation.',
    username: 'Nom d’utilisateur',
    usernameHint: 'Pour se connecter, sans espaces.',
    email_address: 'Adresse e-mail',
    mobile_number: 'Numéro de portable',
    mobile_numberHint: 'Chiffres seulement.',
    language: 'Langue',
    role: 'Rôle',
    roleHint: 'Vous ne pouvez donner que des rôles dont vous avez les permissions.',
    super_admin: 'Super administrateur : a toutes les permissions, quel que soit le rôle',
    service_account: 'Compte de service : un programme qui a des jetons et ne peut pas se connecter',
  },
  createForm: {
    title: 'Nouvel utilisateur',
    mailed: 'L’utilisateur reçoit un e-mail avec un lien, valable une fois, pour choisir un mot de passe.',
    handedOver:
      'Ce serveur n’envoie pas d’e-mail : vous recevez un lien, valable une fois, à donner à l’utilisateur. Il sert à choisir un mot de passe.',
    act: 'Créer l’utilisateur',
  },
  createService: {
    title: 'Nouveau compte de service',
    intro:
      'Le compte d’un programme, comme un serveur de build. Il ne peut pas se connecter : ensuite, générez un jeton pour lui.',
    usernameHint: 'Un nom court sans espaces, comme build-server.',
    emailHint: 'Les e-mails sur ses jetons y sont envoyés. Aucun autre utilisateur ne peut avoir cette adresse.',
    act: 'Créer le compte de service',
  },
  created: {
    title: (name) => `${name} a été créé`,
    mailed: (address) => <>Un e-mail avec un lien pour choisir un mot de passe a été envoyé à {address}.</>,
    notMailed: (address) => (
      <>
        L’e-mail avec le lien n’a pas pu être envoyé à {address}. Vérifiez l’adresse et le serveur de messagerie, puis
        créez un nouveau lien.
      </>
    ),
    handOver:
      'Ce serveur n’envoie pas d’e-mail. Donnez vous-même ce lien à l’utilisateur : il sert une fois, et la personne qui l’ouvre choisit le mot de passe. Vous ne le reverrez pas.',
    link: 'Lien pour choisir un mot de passe',
    service: 'Un compte de service n’a pas de mot de passe : son programme a besoin d’un jeton.',
    open: 'Aller à l’utilisateur',
    another: 'Créer un autre utilisateur',
  },
  newToken: {
    title: (name) => `Un jeton pour ${name}`,
    intro: 'Vous voyez sa valeur une fois, pour la donner à l’utilisateur.',
  },
  edit: { title: (name) => `Modifier ${name}`, act: 'Enregistrer', open: 'Modifier' },
  saved: 'L’utilisateur a été modifié.',
  disable: {
    open: 'Désactiver',
    title: (name) => <>Désactiver {name} ?</>,
    text: 'L’utilisateur est déconnecté partout immédiatement et ne peut plus se connecter. Ses jetons sont révoqués, et le restent même après une réactivation.',
    tokens: (count) =>
      count === 0
        ? 'L’utilisateur n’a pas de jeton actif.'
        : `${n(count, 'jeton est révoqué', 'jetons sont révoqués')} définitivement.`,
    act: 'Désactiver',
    done: 'L’utilisateur a été désactivé.',
  },
  enable: {
    open: 'Activer',
    title: (name) => <>Activer {name} ?</>,
    text: 'L’utilisateur peut se reconnecter. Ses anciennes sessions restent terminées, et ses anciens jetons restent révoqués.',
    act: 'Activer',
    done: 'L’utilisateur a été activé.',
  },
  renew: {
    open: 'Nouveau lien',
    title: (name) => <>Nouveau lien pour {name} ?</>,
    text: 'Les liens précédents cessent de fonctionner. La personne qui ouvre le nouveau choisit le mot de passe.',
    act: 'Créer le lien',
    mailed: 'Le lien a été envoyé par e-mail.',
  },
  fenced: {
    note: (count) =>
      `La base de données a été restaurée à partir d’une sauvegarde. Depuis, ${n(count, 'utilisateur est bloqué', 'utilisateurs sont bloqués')}, jusqu’au choix d’un nouveau mot de passe avec un nouveau lien.`,
    advice:
      'Désactivez d’abord ceux qui sont partis depuis la sauvegarde, et vérifiez les rôles et les adresses e-mail : ils sont comme alors. Envoyez ensuite les liens.',
    show: 'Afficher les utilisateurs bloqués',
    tokens: 'Jetons bloqués',
    sendToAll: (count) => (count === 1 ? 'Envoyer un nouveau lien…' : `Envoyer de nouveaux liens aux ${count}…`),
    sendTo: (count) => `Envoyer ${n(count, 'lien', 'liens')}…`,
    title: (count) => `Nouveaux liens pour ${n(count, 'utilisateur', 'utilisateurs')}`,
    text: 'Chacun reçoit un lien, valable une fois, pour choisir un mot de passe : par e-mail, si ce serveur en envoie. Les liens précédents ne valent plus. Les secondes étapes restent, sauf les codes de secours.',
    act: 'Envoyer',
    done: (count) => `${n(count, 'lien a été créé', 'liens ont été créés')}.`,
    handOver:
      'Ce serveur n’envoie pas d’e-mail. Donnez vous-même à chacun son lien : il vaut une fois, et la personne qui l’ouvre choisit le mot de passe. Vous ne reverrez pas ces liens.',
    unfinished: (count) => `${n(count, 'utilisateur n’a', 'utilisateurs n’ont')} pas encore de lien.`,
    continue: 'Continuer',
    refused: (count) => `${n(count, 'utilisateur ne reçoit', 'utilisateurs ne reçoivent')} pas de lien :`,
  },
  page: {
    about: 'Profil',
    permissions: 'Permissions',
    allPermissions: 'Tout : un super administrateur a toutes les permissions.',
    noRole: 'Aucun rôle. L’utilisateur peut avoir des permissions sur un seul projet ou pour un temps limité.',
    throughRole: (role) => <>Avec le rôle {role} :</>,
    tokens: 'Jetons d’accès',
  },
};
