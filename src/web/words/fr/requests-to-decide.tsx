/** French for deciding requests for access. */
import type { Words } from '../en/words.ts';

export const requestsToDecide: Words['requestsToDecide'] = {
  title: 'Demandes à traiter',
  empty: {
    title: 'Aucune demande n’attend de décision',
    text: 'Quand un utilisateur demande des permissions, la demande apparaît ici et dans la navigation.',
  },
  intro:
    'Les permissions que des utilisateurs ont demandées. Personne ne peut accorder des permissions qui lui manquent, ni décider de sa propre demande.',
  searchLabel: 'Rechercher dans les raisons et les réponses',
  who: 'Demandé par',
  user: (id) => `Utilisateur ${id}`,
  account: 'pour le compte',
  oneToken: 'pour un jeton',
  by: (name) => <>par {name}</>,
  actions: (permissions) => `Décider de ${permissions}`,
  answer: 'Réponse à l’utilisateur',
  grant: {
    open: 'Accorder…',
    title: (name) => <>Accorder un accès à {name} ?</>,
    quote: (reason) => `« ${reason} »`,
    span: 'Pour combien de temps ?',
    spans: {
      twoHours: 'Deux heures',
      day: 'Un jour',
      week: 'Une semaine',
      hours: 'Un autre nombre d’heures',
      until: 'Jusqu’à un jour',
      ever: 'Sans fin, jusqu’à ce qu’on les retire',
    },
    hours: 'Heures',
    hoursHint: 'De 1 à 8 760, soit un an.',
    lastDay: 'Jusqu’au',
    lastDayHint: 'Au plus un an à partir d’aujourd’hui.',
    noDay: 'Choisissez un jour.',
    ends: (instant) => `L’accès se termine le ${instant}.`,
    notNumber: 'Il faut un nombre entier.',
    act: 'Accorder',
    done: 'La demande a été accordée.',
  },
  decline: {
    open: 'Refuser…',
    title: 'Refuser cette demande ?',
    text: 'L’utilisateur est averti et peut redemander.',
    act: 'Refuser',
    done: 'La demande a été refusée.',
  },
  end: {
    open: 'Retirer…',
    title: 'Retirer ces permissions ?',
    text: 'L’utilisateur et ses jetons perdent ces permissions immédiatement.',
    reason: 'Motif, pour le journal',
    act: 'Retirer',
    done: 'Les permissions ont été retirées.',
  },
};
