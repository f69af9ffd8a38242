/** French for deciding requests for access. */
import type { Words } from '../en/en.ts';

export const requestsToDecide: Words['requestsToDecide'] = {
  title: 'Demandes à traiter',
  intro:
    'Ce que l’on a demandé à pouvoir faire. Personne n’accorde ce qui lui manque, ni ne décide de sa propre demande.',
  searchLabel: 'Rechercher dans les raisons et les réponses',
  who: 'Qui',
  user: (id) => `Utilisateur ${id}`,
  account: 'pour le compte',
  oneToken: 'pour un seul jeton',
  by: (name) => <>par {name}</>,
  actions: (permissions) => `Décider de ${permissions}`,
  answer: 'Ce qu’il faut répondre',
  grant: {
    open: 'Accorder…',
    title: 'Accorder cela ?',
    span: 'Pour combien de temps ?',
    spans: {
      twoHours: 'Deux heures',
      day: 'Un jour',
      week: 'Une semaine',
      hours: 'Un autre nombre d’heures',
      ever: 'Pour toujours, jusqu’à ce qu’on le retire',
    },
    hours: 'Heures',
    hoursHint: 'De 1 à 8 760, soit un an.',
    notNumber: 'Il faut un nombre entier.',
    act: 'Accorder',
    done: 'C’est accordé.',
  },
  decline: {
    open: 'Refuser…',
    title: 'Refuser cela ?',
    text: 'La personne est prévenue et peut redemander.',
    act: 'Refuser',
    done: 'C’est refusé.',
  },
  end: {
    open: 'Retirer…',
    title: 'Retirer cela ?',
    text: 'Cela ne vaut plus dès la réponse, ni pour la personne ni pour ses jetons.',
    reason: 'Pourquoi, pour le journal',
    act: 'Retirer',
    done: 'C’est retiré.',
  },
};
