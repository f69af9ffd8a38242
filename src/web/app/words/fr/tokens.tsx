/** French for access tokens. */
import { plural } from '../plural.ts';
import type { Words } from '../words.tsx';

const n = plural('fr');

export const tokens: Words['tokens'] = {
  title: 'Jetons d’accès',
  intro:
    'Un jeton permet à un programme d’agir pour vous. Il peut ce que vous pouvez à ce moment-là, dans les limites que vous lui donnez.',
  generate: 'Générer un jeton',
  searchLabel: 'Rechercher des jetons',
  total: (count) => n(count, 'jeton', 'jetons'),
  columns: {
    name: 'Nom',
    type: 'Type',
    may: 'Droits',
    created: 'Créé',
    used: 'Dernière utilisation',
    expires: 'Expiration',
    state: 'État',
  },
  types: { USER: 'Utilisateur', PROJECT_ANALYSIS: 'Analyse d’un projet', GLOBAL_ANALYSIS: 'Analyse globale' },
  states: { ACTIVE: 'Actif', SOON: 'Expire bientôt', EXPIRED: 'Expiré', REVOKED: 'Révoqué' },
  filter: {
    label: 'Afficher',
    kept: 'Tous sauf les révoqués',
    ACTIVE: 'Actifs',
    SOON: 'Expirant bientôt',
    EXPIRED: 'Expirés',
    REVOKED: 'Révoqués',
    all: 'Tous',
  },
  may: {
    everything: 'Tout ce que vous pouvez faire',
    permissions: (count) => n(count, 'permission', 'permissions'),
    methods: (count) => n(count, 'méthode', 'méthodes'),
    analysis: 'Analyses de tous les projets',
    project: (name) => <>Analyses de {name}</>,
    subnets: (count) => `depuis ${n(count, 'sous-réseau', 'sous-réseaux')}`,
  },
  never: 'Jamais',
  fromAddress: (address) => <>depuis {address}</>,
  empty: {
    title: 'Vous n’avez pas encore de jeton',
    text: 'Créez-en un pour un programme, un script ou une compilation qui doit travailler en votre nom. Vous choisissez ce qu’il peut faire et jusqu’à quand.',
  },
};
