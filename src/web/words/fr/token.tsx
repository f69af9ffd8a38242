/** French for one token: what it may do and what it is used for. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const token: Words['token'] = {
  all: 'Tous les jetons',
  ask: 'Demander plus d’accès',
  edit: 'Modifier',
  about: 'À propos de ce jeton',
  owner: 'Propriétaire',
  value: 'Valeur',
  revoked: 'Révoqué le',
  reason: 'Motif',
  networks: 'Fonctionne depuis',
  may: {
    title: 'Ce qu’il peut faire',
    everything: 'Il peut tout ce que son propriétaire peut à ce moment-là.',
    set: (name) => <>Il peut ce que permet l’ensemble {name} et que son propriétaire peut aussi.</>,
    picked: (count) => `Il est limité à ${n(count, 'permission', 'permissions')}, si son propriétaire les a.`,
    issued: (count) =>
      `Quelqu’un d’autre l’a créé ou régénéré pour son propriétaire : quoi que puisse celui-ci, il se limite à ce que cette personne pouvait accorder, soit ${n(count, 'permission', 'permissions')}.`,
    analysis: 'Il crée des projets et soumet les analyses de tous, rien d’autre.',
    project: (name) => <>Il soumet les analyses de {name}, rien d’autre.</>,
    methods: (count) => `Il ne peut appeler que ${n(count, 'méthode', 'méthodes')} :`,
    bound: (count) => `Il exécute ${n(count, 'document', 'documents')} et aucun autre.`,
    networks: (count) => `Il ne fonctionne que depuis ${n(count, 'réseau', 'réseaux')}.`,
    now: (count) =>
      count === 0 ? 'Actuellement il ne peut rien' : `Actuellement, cela fait ${n(count, 'permission', 'permissions')}`,
  },
  operations: {
    title: 'Documents auxquels il est lié',
    unnamed: 'Sans nom',
    hash: 'Empreinte',
    pinned: 'Avec',
    document: 'Afficher le document',
    hashOnly: 'Connu par sa seule empreinte ; les clients envoient le document.',
  },
  usage: {
    title: 'À quoi il sert',
    span: 'Dans les derniers',
    days: (count) => n(count, 'jour', 'jours'),
    since: (day) => `Compté depuis le ${day}. Une utilisation apparaît en un quart de minute.`,
    permissions: 'Permissions',
    methods: 'Méthodes',
    noPermission: 'Aucune permission n’a servi pendant ce temps.',
    noMethod: 'Rien n’a été appelé pendant ce temps.',
    times: (count) => n(count, 'requête', 'requêtes'),
    last: (day) => `la dernière le ${day}`,
  },
  least: {
    title: 'Moindre privilège',
    span: 'Inutilisé dans les derniers',
    text: 'Ne laissez au jeton que ce dont il se sert. Le reste devient latent : mis de côté et refusé ; son propriétaire est averti quand le jeton le demande, et un seul geste le rétablit.',
    kept: (count) => `Reste : ${n(count, 'permission', 'permissions')}`,
    taken: (count) => `Devient latent : ${n(count, 'permission', 'permissions')}`,
    nothingKept: 'Il n’a rien utilisé pendant ce temps : il ne resterait rien. Supprimez-le plutôt que de le réduire.',
    nothingTaken: 'Il se sert de tout ce qu’il peut faire. Il n’y a rien à enlever.',
    shrink: 'Réduire à ce qui a servi',
    shrunk: (count) => `Le jeton a été réduit de ${n(count, 'permission', 'permissions')}.`,
    undo: 'Annuler',
    undone: 'Le jeton est comme avant.',
    latent: (count) => `Latent : ${n(count, 'permission', 'permissions')}`,
    since: (instant) => `Réduit pour la dernière fois le ${instant}.`,
    until: (instant) => `Jusqu’au ${instant}, elles comptent encore, et celle qui sert est rétablie d’elle-même.`,
    restore: 'Rétablir',
    restoreOf: (permission) => `Rétablir ${permission}`,
    restoreAll: 'Tout rétablir',
    restored: (permission) => `${permission} est rétablie.`,
  },
  addresses: {
    title: 'D’où il est utilisé',
    odd: 'Inhabituelle',
    firstOdd: (address, instant) => (
      <>
        Le {instant}, il est venu de {address}, un réseau d’où il n’avait pas été utilisé pendant sa première semaine.
        Si ce n’est pas de votre fait, régénérez le jeton.
      </>
    ),
    network: 'Réseau',
    times: (count) => n(count, 'requête', 'requêtes'),
    first: (day) => `depuis le ${day}`,
    last: (distance) => `la dernière ${distance}`,
  },
};
