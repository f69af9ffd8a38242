/** French for the page about the application firewall. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const firewall: Words['firewall'] = {
  title: 'Pare-feu',
  empty: {
    title: 'Il n’y a pas encore de règle',
    text: 'Chaque règle est un sous-réseau depuis lequel les pages et l’API sont accessibles quand le pare-feu est actif. Ajoutez d’abord votre propre réseau.',
  },
  intro: 'Les sous-réseaux dont les pages et l’API acceptent les requêtes tant que le pare-feu est activé.',
  searchLabel: 'Rechercher des règles',
  columns: { subnet: 'Sous-réseau', changed: 'Modifiée' },
  description: 'Ce que c’est',
  subnetHint: 'IPv4 ou IPv6 en notation CIDR, comme 192.0.2.0/24 ou 2001:db8::/32.',
  malformed: 'Un sous-réseau a une adresse, une barre oblique et un nombre : 192.0.2.0/24.',
  on: 'Le pare-feu est activé',
  off: 'Le pare-feu est désactivé',
  onText: 'Les requêtes d’autres sous-réseaux sont refusées.',
  offText: 'Les requêtes sont acceptées de toutes les adresses.',
  admitted: (address) => <>Une règle admet votre propre adresse {address}.</>,
  notAdmitted: (address) => <>Aucune règle n’admet votre propre adresse {address}.</>,
  ownAddress: 'Mon adresse',
  addOwn: 'Ajouter une règle pour elle',
  turnOn: {
    open: 'Activer',
    title: 'Activer le pare-feu ?',
    text: 'Les utilisateurs et les programmes hors des sous-réseaux listés sont refusés immédiatement, même s’ils sont connectés.',
    act: 'Activer',
    done: 'Le pare-feu est activé.',
  },
  turnOff: {
    open: 'Désactiver',
    title: 'Désactiver le pare-feu ?',
    text: 'Les requêtes sont alors acceptées de toutes les adresses. Les règles sont conservées.',
    act: 'Désactiver',
    done: 'Le pare-feu est désactivé.',
  },
  add: 'Nouvelle règle',
  addTitle: 'Nouvelle règle',
  addAct: 'Ajouter la règle',
  added: 'La règle a été ajoutée.',
  edit: 'Modifier',
  editTitle: (subnet) => <>Modifier la règle pour {subnet}</>,
  save: 'Enregistrer',
  saved: 'La règle a été modifiée.',
  actions: (subnet) => `Actions pour ${subnet}`,
  delete: 'Supprimer',
  deleteTitle: (subnet) => <>Supprimer la règle pour {subnet} ?</>,
  usedFrom: (count) =>
    count === 0
      ? 'Aucun jeton actif n’a servi en dernier depuis ce sous-réseau.'
      : `${n(count, 'jeton actif a', 'jetons actifs ont')} servi en dernier depuis ce sous-réseau.`,
  deleteText: 'Tant que le pare-feu est activé, les requêtes de ce sous-réseau sont alors refusées immédiatement.',
  deleted: 'La règle a été supprimée.',
};
