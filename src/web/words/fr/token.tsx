/** French for one token: what it may do and what it is used for. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const token: Words['token'] = {
  ask: 'Demander plus d’accès',
  about: 'À propos de ce jeton',
  owner: 'Propriétaire',
  value: 'Valeur',
  revoked: 'Révoqué le',
  reason: 'Motif',
  permissions: {
    title: 'Ce qu’il peut faire',
    everything: 'Il a toutes les permissions que son propriétaire a au moment de l’utilisation.',
    everythingLeft: 'Il a les permissions de son propriétaire, sans celles qui lui ont été retirées.',
    set: (name) => <>Il a les permissions de l’ensemble {name}, si son propriétaire les a.</>,
    custom: (count) => `Il est limité à ${n(count, 'permission', 'permissions')}, si son propriétaire les a.`,
    issued: (count) =>
      `Un autre utilisateur l’a généré ou régénéré pour son propriétaire : il est limité à ce que cet utilisateur pouvait accorder, soit ${n(count, 'permission', 'permissions')}.`,
    analysis: 'Il crée des projets et soumet les analyses de tous, et ne modifie rien d’autre.',
    project: (name) => <>Il soumet les analyses de {name} et ne modifie rien d’autre.</>,
    methods: (count) => `Il ne peut appeler que ${n(count, 'méthode', 'méthodes')} :`,
    bound: (count) => `Il exécute ${n(count, 'document', 'documents')} et aucun autre.`,
    now: (count) =>
      count === 0 ? 'Actuellement il ne peut rien faire.' : `Actuellement : ${n(count, 'permission', 'permissions')}`,
    blocked: {
      REVOKED: 'Il a été révoqué : aucun programme ne peut plus l’utiliser.',
      EXPIRED: 'Il a expiré : aucun programme ne peut l’utiliser, sauf s’il est régénéré.',
      FENCED:
        'Il est bloqué depuis la restauration de la base de données : aucun programme ne peut l’utiliser avant sa confirmation.',
      DISABLED: 'Son propriétaire est désactivé : aucun programme ne peut l’utiliser.',
    },
  },
  over: {
    title: 'Ce qu’il pouvait faire',
    everything: 'Il avait toutes les permissions que son propriétaire avait au moment de l’utilisation.',
    everythingLeft: 'Il avait les permissions de son propriétaire, sans celles qui lui avaient été retirées.',
    set: (name) => <>Il avait les permissions de l’ensemble {name}, si son propriétaire les avait.</>,
    custom: (count) => `Il était limité à ${n(count, 'permission', 'permissions')}, si son propriétaire les avait.`,
    issued: (count) =>
      `Un autre utilisateur l’a généré ou régénéré pour son propriétaire : il était limité à ce que cet utilisateur pouvait accorder, soit ${n(count, 'permission', 'permissions')}.`,
    analysis: 'Il créait des projets et soumettait les analyses de tous, et ne modifiait rien d’autre.',
    project: (name) => <>Il soumettait les analyses de {name} et ne modifiait rien d’autre.</>,
    methods: (count) => `Il ne pouvait appeler que ${n(count, 'méthode', 'méthodes')} :`,
    bound: (count) => `Il exécutait ${n(count, 'document', 'documents')} et aucun autre.`,
    now: (count) => (count === 0 ? 'Aucune permission.' : n(count, 'permission', 'permissions')),
  },
  operations: {
    title: 'Documents auxquels il est lié',
    unnamed: 'Sans nom',
    hash: 'Empreinte',
    pinned: 'Variables fixées',
    document: 'Afficher le document',
    hashOnly: 'Seule son empreinte est connue ; les clients envoient le document.',
  },
  usage: {
    chart: 'Appels par jour',
    day: 'Jour',
    calls: 'Appels',
    onDay: (day, count) => `${day} : ${n(count, 'appel', 'appels')}`,
    title: 'À quoi il sert',
    titleOver: 'À quoi il a servi',
    span: 'Dans les derniers',
    days: (count) => n(count, 'jour', 'jours'),
    since: (day) => `Compté depuis le ${day}. Les nouvelles utilisations apparaissent en 15 secondes.`,
    permissions: 'Permissions',
    methods: 'Méthodes',
    noPermission: 'Aucune permission n’a servi pendant ce temps.',
    noMethod: 'Aucune méthode n’a été appelée pendant ce temps.',
    times: (count) => n(count, 'requête', 'requêtes'),
    last: (day) => `la dernière le ${day}`,
  },
  least: {
    title: 'Moindre privilège',
    span: 'Inutilisé dans les derniers',
    text: 'Retirez les permissions dont le jeton ne s’est pas servi. Elles deviennent latentes : une requête qui en a besoin est refusée, le propriétaire est averti, et un clic rétablit la permission.',
    kept: (count) => `Reste : ${n(count, 'permission', 'permissions')}`,
    taken: (count) => `Devient latente : ${n(count, 'permission', 'permissions')}`,
    takenLater: 'et toutes celles que son propriétaire obtiendra plus tard',
    takenOthers: (count) => `et ${n(count, 'autre', 'autres')} qu’il n’a pas actuellement`,
    onlyLater:
      'Il se sert de toutes ses permissions actuelles. Le réduire ne fait que le priver de celles que son propriétaire obtiendra plus tard.',
    nothingKept:
      'Il n’a utilisé aucune permission pendant ce temps : il n’en resterait aucune. Révoquez-le au lieu de le réduire.',
    notUsedYet: 'Il n’a encore utilisé aucune permission. Revenez ici quand il aura servi quelques jours.',
    nothingTaken: 'Il se sert de toutes ses permissions. Il n’y a rien à retirer.',
    shrink: 'Réduire à ce qui a servi',
    shrunk: (count) => `Le jeton a été réduit de ${n(count, 'permission', 'permissions')}.`,
    shrunkLater: 'Le jeton a été réduit : il n’aura pas ce que son propriétaire obtiendra plus tard.',
    undo: 'Annuler',
    undone: 'Les permissions ont été rétablies.',
    latent: (count) => `Latentes : ${n(count, 'permission', 'permissions')}`,
    latentOthers: (count) => `et ${n(count, 'autre', 'autres')} que son propriétaire n’a pas`,
    latentMore: (count) => `et ${count} de plus`,
    since: (instant) => `Réduit pour la dernière fois le ${instant}.`,
    until: (instant) =>
      `Jusqu’au ${instant}, le jeton peut encore les utiliser, et celle qu’il utilise est rétablie automatiquement.`,
    restore: 'Rétablir',
    restoreOf: (permission) => `Rétablir ${permission}`,
    restoreAll: 'Tout rétablir',
    restored: (permission) => `${permission} a été rétablie.`,
  },
  addresses: {
    title: 'D’où il est utilisé',
    odd: 'Inhabituelle',
    firstOdd: (address, instant) => (
      <>
        Le {instant}, il a été utilisé depuis {address}, un réseau d’où il n’avait pas été utilisé pendant sa première
        semaine. Si ce n’était pas vous, régénérez le jeton.
      </>
    ),
    network: 'Réseau',
    times: (count) => n(count, 'requête', 'requêtes'),
    first: (day) => `depuis le ${day}`,
    last: (distance) => <>la dernière {distance}</>,
  },
};
