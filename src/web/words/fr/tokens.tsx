/** French for access tokens. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const tokens: Words['tokens'] = {
  title: 'Jetons d’accès',
  intro:
    'Un jeton permet à un programme d’agir en votre nom. Il a les permissions que vous avez au moment de l’utilisation, dans ses limites.',
  generate: 'Générer un jeton',
  searchLabel: 'Rechercher des jetons',
  columns: {
    name: 'Nom',
    value: 'Valeur',
    type: 'Type',
    permissions: 'Permissions',
    created: 'Créé',
    used: 'Dernière utilisation',
    calls: 'Appels, 30 jours',
    address: 'Depuis l’adresse',
    expires: 'Expiration',
    state: 'État',
  },
  types: { USER: 'Utilisateur', PROJECT_ANALYSIS: 'Analyse d’un projet', GLOBAL_ANALYSIS: 'Analyse globale' },
  states: { ACTIVE: 'Actif', SOON: 'Expire bientôt', FENCED: 'Bloqué', EXPIRED: 'Expiré', REVOKED: 'Révoqué' },
  filter: {
    label: 'Afficher',
    kept: 'Tous sauf les révoqués',
    ACTIVE: 'Actifs',
    FENCED: 'Bloqués',
    EXPIRED: 'Expirés',
    REVOKED: 'Révoqués',
    all: 'Tous',
  },
  limits: {
    everything: 'Tout ce que vous pouvez faire',
    permissions: (count) => n(count, 'permission', 'permissions'),
    methods: (count) => n(count, 'méthode', 'méthodes'),
    analysis: 'Analyses de tous les projets',
    project: (name) => <>Analyses de {name}</>,
  },
  calls: {
    none: 'Aucun',
    text: (total, days, most, day) =>
      `${n(total, 'appel', 'appels')} dans les ${n(days, 'dernier jour', 'derniers jours')}, le plus le ${day} : ${most}`,
  },
  overLimit: 'Durée au-delà de la limite',
  never: 'Jamais',
  fromAddress: (address) => <>depuis {address}</>,
  empty: {
    title: 'Vous n’avez pas encore de jeton',
    text: 'Générez-en un pour un programme, un script ou une compilation qui doit agir en votre nom. Vous choisissez ce qu’il peut faire et quand il expire.',
    revoked: 'Afficher les jetons révoqués',
  },
  typeTexts: {
    PROJECT_ANALYSIS: 'Soumet les analyses d’un projet et ne modifie rien d’autre.',
    GLOBAL_ANALYSIS: 'Crée des projets et soumet les analyses de tous, et ne modifie rien d’autre.',
  },
  project: 'Projet',
  actionsOf: (name) => `Actions pour ${name}`,
  actions: {
    edit: 'Modifier',
    bind: 'Lier à un document',
    duplicate: 'Dupliquer',
    confirm: 'Confirmer…',
    regenerate: 'Régénérer…',
    revoke: 'Révoquer…',
  },
  confirmFenced: {
    note: (count) =>
      `La base de données a été restaurée à partir d’une sauvegarde. Depuis, ${n(count, 'jeton est bloqué', 'jetons sont bloqués')}, en attendant votre confirmation.`,
    advice:
      'Ne confirmez que des jetons que vous connaissez, et dont les quatre derniers caractères sont ceux qu’utilise votre programme. Un jeton régénéré après la sauvegarde a retrouvé son ancienne valeur : régénérez-le. Révoquez ceux que vous aviez révoqués.',
    show: 'Afficher les jetons bloqués',
    selected: (count) => `Confirmer ${n(count, 'jeton', 'jetons')}…`,
    title: (count) => (count === 1 ? 'Confirmer ce jeton ?' : `Confirmer ${n(count, 'jeton', 'jetons')} ?`),
    text: 'Les programmes peuvent aussitôt utiliser ce que vous confirmez, avec ses limites et son expiration.',
    act: 'Confirmer',
    done: (count) =>
      count === 1 ? 'Le jeton a été confirmé.' : `${n(count, 'jeton a été confirmé', 'jetons ont été confirmés')}.`,
  },
  revokeSelected: (count) => `Révoquer ${n(count, 'jeton', 'jetons')}…`,
  revoke: {
    title: (count) => (count === 1 ? 'Révoquer ce jeton ?' : `Révoquer ${n(count, 'jeton', 'jetons')} ?`),
    more: (count) => `et ${count} de plus`,
    inUse: (count, total, days) =>
      count === 0
        ? `${total === 1 ? 'Il n’a pas servi' : 'Aucun n’a servi'} ces ${days} derniers jours.`
        : `${total === 1 ? 'Il a' : n(count, 'd’entre eux a', 'd’entre eux ont')} servi ces ${days} derniers jours : les programmes qui ${count === 1 ? 'l’utilisent' : 'les utilisent'} encore cessent de fonctionner.`,
    owners: (count) => `Ils appartiennent à ${n(count, 'utilisateur', 'utilisateurs')}.`,
    of: (owner) => `de ${owner}`,
    lastUsed: (distance, address) => `dernière utilisation ${distance}${address ? ` depuis ${address}` : ''}`,
    text: (count) =>
      count === 1
        ? 'Il cesse de fonctionner immédiatement et définitivement. La liste le montre comme révoqué pendant 90 jours.'
        : 'Ils cessent de fonctionner immédiatement et définitivement. La liste les montre comme révoqués pendant 90 jours.',
    act: 'Révoquer',
    done: (count) => (count === 1 ? 'Le jeton a été révoqué.' : `${n(count, 'jeton', 'jetons')} ont été révoqués.`),
  },
  regenerate: {
    title: (name) => <>Régénérer {name}</>,
    text: 'Le jeton reçoit une nouvelle valeur et garde son nom et ses limites. Les programmes qui utilisent l’ancienne ont besoin de la nouvelle.',
    textExpired:
      'Le jeton a expiré. Avec une nouvelle valeur et une nouvelle date il fonctionne de nouveau, avec le même nom et les mêmes limites.',
    overlap: 'L’ancienne valeur',
    overlaps: {
      '0': 'cesse de fonctionner immédiatement',
      '60': 'fonctionne une heure, ou jusqu’à l’emploi de la nouvelle',
      '1440': 'fonctionne un jour, ou jusqu’à l’emploi de la nouvelle',
      '10080': 'fonctionne une semaine, ou jusqu’à l’emploi de la nouvelle',
    },
    dateNeeded: 'Choisissez le jour de son expiration.',
    act: 'Régénérer',
  },
  owners: {
    hiddenName: 'son propriétaire',
    me: {
      everything: {
        label: 'Tout ce que vous pouvez faire',
        text: 'Simple, et aussi dangereux que votre mot de passe.',
      },
      user: 'Agit en votre nom, dans ses limites.',
      whole: 'Il a toutes les permissions que vous avez, maintenant et plus tard.',
      superAdmin: 'Vous êtes super administrateur : il a toutes les permissions.',
    },
    other: {
      everything: {
        label: 'Tout ce que ce compte peut faire',
        text: 'Simple, et aussi dangereux que le compte entier.',
      },
      user: 'Agit au nom de ce compte, dans ses limites.',
      whole: 'Il a toutes les permissions que ce compte a, maintenant et plus tard.',
      superAdmin: 'C’est un super administrateur : le jeton a toutes les permissions.',
    },
  },
  actsAs: {
    label: 'Agit au nom de',
    advice:
      'Pour un serveur de build ou un autre programme, choisissez un compte de service : il ne part pas avec une personne, et n’a que les permissions que vous lui donnez.',
    options: {
      me: { label: 'Moi', text: 'Le jeton a vos permissions, dans ses limites.' },
      service: { label: 'Un compte de service', text: 'Le jeton a les permissions de ce compte, dans ses limites.' },
    },
    account: 'Compte de service',
    create: 'Nouveau compte de service',
    ask: 'Pour un serveur de build ou un autre programme, demandez à un administrateur un jeton d’un compte de service : il ne part pas avec une personne, et n’a que les permissions qu’il a reçues.',
  },
  expiry: {
    label: 'Expire le',
    rule: 'Il cesse de fonctionner ce jour-là à 00:00 UTC.',
    noEnd: 'Il n’expire pas : il fonctionne jusqu’à ce qu’il soit révoqué.',
    limit: (days, last) => `La politique des jetons permet au plus ${n(days, 'jour', 'jours')} : jusqu’au ${last}.`,
    presets: 'Durées habituelles',
    days: (count) => (count === 365 ? '1 an' : n(count, 'jour', 'jours')),
    never: 'Jamais',
  },
  cap: {
    label: 'Ce qu’il peut faire',
    modes: {
      set: {
        label: 'Un ensemble de permissions',
        text: 'Un ensemble nommé de permissions que les administrateurs gèrent.',
      },
      custom: {
        label: 'Seulement mon choix',
        text: 'Des permissions, ou seulement certaines de leurs méthodes.',
      },
    },
    set: 'Ensemble de permissions',
    custom: 'Permissions et méthodes',
    byDocuments:
      'N’exécute que son document, avec exactement les permissions dont il a besoin. Celles que vous choisissez ci-dessous les remplacent.',
    byHashes:
      'N’exécute que son document. À partir d’une empreinte seule, ses permissions ne peuvent pas être calculées : choisissez-les ci-dessous, sinon il a toutes celles de son propriétaire.',
  },
  form: {
    nameHint: 'À quoi il sert et où il est utilisé, pour le reconnaître plus tard.',
    description: 'Description',
    advanced: 'Autres limites',
    looseningHint:
      'Les permissions accordées à ce seul jeton prennent fin quand vous élargissez une de ses limites : ses permissions, ses documents, ses sous-réseaux ou son expiration.',
    generate: 'Générer le jeton',
    typeHint: 'Pour la plupart des programmes : Utilisateur.',
    editTitleOf: (name) => `Modifier ${name}`,
    copyTitle: 'Dupliquer un jeton',
    copyIntro:
      'Un nouveau jeton avec les limites de l’autre, mais avec son propre nom et sa propre valeur. L’autre ne change pas.',
    copyName: (name) => `${name} (copie)`,
    copyUnchanged:
      'Le jeton a été dupliqué, mais vos modifications de ses limites n’ont pas été enregistrées. Faites-les avec Modifier.',
    saved: (name) => <>{name} a été enregistré.</>,
  },
  operations: {
    label: 'Seulement ces documents',
    hint: 'Le jeton n’exécute que ces documents GraphQL, au caractère près. Sans autre limite, il a exactement les permissions dont ils ont besoin.',
    add: 'Ajouter un document',
    one: (place) => `Document ${place}`,
    change: 'Modifier',
    changeOf: (place) => `Modifier le document ${place}`,
    remove: 'Retirer',
    removeOf: (place) => `Retirer le document ${place}`,
    document: 'Document',
    documentHint: 'Son texte, ou son empreinte SHA-256 si les clients envoient le texte.',
    name: 'Opération',
    nameHint: 'Laquelle, si le document en a plusieurs.',
    pinned: 'Variables fixées',
    pinnedHint: 'Les valeurs qu’elles doivent avoir, comme {"first": 10}.',
  },
  errors: {
    name: 'Saisissez un nom.',
    project: 'Choisissez un projet.',
    cap: 'Choisissez au moins une permission.',
    document: 'Saisissez le document, ou retirez-le.',
    twice: 'Ce document est déjà dans la liste.',
    expiry: 'Choisissez le jour de son expiration.',
  },
  summary: {
    title: 'Ce que ce jeton peut faire',
    actsAs: (name) => <>Un programme avec ce jeton agit au nom de {name}.</>,
    actsAsUser: (name) => <>Un programme avec ce jeton agit au nom de l’utilisateur {name}.</>,
    nothing: 'Rien encore.',
    ofAllUsers: (nouns) =>
      `Il lit les données de tous les utilisateurs, pas seulement celles de son propriétaire : ${nouns}.`,
    changes: (nouns) => `Il modifie : ${nouns}.`,
    changesNothing: 'Il ne modifie rien.',
    showAll: (count) => `Afficher ${count === 1 ? 'la permission' : `les ${count} permissions`}`,
    showGroups: 'N’afficher que les groupes',
    limits: 'Limites',
    unlimited: 'Il fonctionne depuis toute adresse et peut envoyer tout document.',
    methods: (count) => `Il ne peut appeler que ${n(count, 'méthode', 'méthodes')} de ces permissions.`,
    warnings: 'Attention',
    until: (day) => `Il fonctionne jusqu’au ${day}, 00:00 UTC.`,
    endless: 'Il fonctionne jusqu’à ce qu’il soit révoqué.',
    bound: (count) => `Il est lié à ${n(count, 'document', 'documents')} et n’en exécute aucun autre.`,
    byNeeds: {
      set: 'Il a exactement les permissions dont ses documents ont besoin.',
      missing: 'Saisissez le document : le jeton reçoit exactement les permissions dont il a besoin.',
      unknown:
        'À partir d’une empreinte seule, le serveur ne peut pas calculer de permissions : dans ses documents, il peut faire tout ce que peut son propriétaire.',
      renewed:
        'Si ses permissions ont été calculées à partir des documents précédents, elles sont recalculées à partir de ceux-ci.',
      kept: 'Si ses permissions ont été calculées à partir des documents précédents, elles ne changent pas : à partir d’une empreinte seule, le serveur ne peut pas calculer de permissions.',
    },
  },
  secret: {
    title: (name) => <>Le jeton {name}</>,
    once: 'Copiez ou téléchargez la valeur maintenant. Vous ne la reverrez plus : le serveur ne la garde pas.',
    value: 'Valeur',
    download: 'Télécharger',
    formats: {
      text: 'Comme texte (.txt)',
      env: 'Comme réglages (.env)',
      sonar: 'Comme SONAR_TOKEN (.env)',
      json: 'Comme JSON (.json)',
      script: 'Comme script curl (.sh)',
      postman: 'Comme environnement Postman (.json)',
    },
    tryIt: 'L’essayer',
    notKept: 'Vous n’avez ni copié ni téléchargé la valeur. Sans elle, le jeton est inutilisable.',
    stay: 'Revenir à la valeur',
    done: 'Terminer',
    closeAnyway: 'Fermer sans la valeur',
  },
};
