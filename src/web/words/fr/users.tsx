/** French for the pages about users. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const users: Words['users'] = {
  title: 'Utilisateurs',
  intro:
    'Les personnes et les programmes qui ont un compte. Leur rôle dit ce qu’ils peuvent faire. On désactive un utilisateur, on ne le supprime jamais.',
  create: 'Nouvel utilisateur',
  searchLabel: 'Rechercher des utilisateurs',
  columns: { name: 'Nom', email: 'E-mail', role: 'Rôle', created: 'Créé', state: 'État' },
  states: { ACTIVE: 'Actif', INVITED: 'Pas encore de mot de passe', DISABLED: 'Désactivé' },
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
    people: 'Personnes',
    service: 'Comptes de service',
    super: 'Super administrateurs',
  },
  fields: {
    name: 'Nom',
    public_name: 'Nom public',
    public_nameHint: 'Montré aux personnes extérieures.',
    username: 'Nom d’utilisateur',
    usernameHint: 'Pour se connecter, sans espaces.',
    email_address: 'Adresse e-mail',
    mobile_number: 'Numéro de portable',
    mobile_numberHint: 'Chiffres seulement.',
    language: 'Langue',
    role: 'Rôle',
    roleHint: 'Vous ne pouvez donner que des rôles qui ne permettent rien de plus que ce que vous pouvez.',
    super_admin: 'Super administrateur : peut tout faire, quel que soit le rôle',
    service_account: 'Compte de service : un programme qui a des jetons et ne peut pas se connecter',
  },
  createForm: {
    title: 'Nouvel utilisateur',
    mailed: 'Il reçoit par courrier un lien, valable une fois, pour choisir son mot de passe.',
    handedOver:
      'Ce serveur n’envoie pas de courrier : un lien, valable une fois, vous est montré pour le transmettre. Il sert à choisir un mot de passe.',
    act: 'Créer l’utilisateur',
  },
  created: {
    title: (name) => `${name} a été créé`,
    mailed: (address) => <>Un lien pour choisir un mot de passe est en route vers {address}.</>,
    notMailed: (address) => (
      <>
        L’e-mail avec le lien n’a pas pu être envoyé à {address}. Vérifiez l’adresse et le serveur de messagerie, puis
        créez un nouveau lien.
      </>
    ),
    handOver:
      'Ce serveur n’envoie pas de courrier. Transmettez ce lien vous-même : il sert une fois, et celui qui l’ouvre choisit le mot de passe. Vous ne le reverrez pas.',
    link: 'Lien pour choisir un mot de passe',
    service: 'Un compte de service n’a pas de mot de passe : son programme a besoin d’un jeton.',
    open: 'Vers l’utilisateur',
    another: 'Un autre utilisateur',
  },
  newToken: {
    title: (name) => `Un jeton pour ${name}`,
    intro: 'Sa valeur vous est montrée une fois, pour la transmettre.',
  },
  edit: { title: (name) => `Modifier ${name}`, act: 'Enregistrer', open: 'Modifier' },
  saved: 'L’utilisateur a été modifié.',
  disable: {
    open: 'Désactiver',
    title: (name) => <>Désactiver {name} ?</>,
    text: 'L’utilisateur est déconnecté partout immédiatement et ne peut plus se connecter. Ce qui a pris fin le reste, même après une réactivation.',
    tokens: (count) =>
      count === 0
        ? 'Aucun jeton valable.'
        : `${n(count, 'jeton cesse', 'jetons cessent')} définitivement de fonctionner.`,
    act: 'Désactiver',
    done: 'L’utilisateur a été désactivé.',
  },
  enable: {
    open: 'Activer',
    title: (name) => <>Activer {name} ?</>,
    text: 'L’utilisateur peut se reconnecter. Ses anciennes sessions et ses anciens jetons restent terminés.',
    act: 'Activer',
    done: 'L’utilisateur a été activé.',
  },
  renew: {
    open: 'Nouveau lien',
    title: (name) => <>Nouveau lien pour {name} ?</>,
    text: 'Les liens précédents cessent de fonctionner. Celui qui ouvre le nouveau choisit le mot de passe.',
    act: 'Créer le lien',
    mailed: 'Le lien a été envoyé.',
  },
  page: {
    about: 'Profil',
    may: 'Droits',
    mayAll: 'Tout : un super administrateur a toutes les permissions.',
    mayNothing: 'Rien par un rôle. Quelque chose a pu être accordé sur un projet ou pour un temps.',
    throughRole: (role) => <>Par le rôle {role} :</>,
    tokens: 'Jetons d’accès',
  },
};
