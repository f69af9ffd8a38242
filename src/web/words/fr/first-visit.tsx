/** French for the first visit. */
import type { Words } from '../en/en.ts';

export const firstVisit: Words['firstVisit'] = {
  title: 'De rien au premier appel',
  text: 'Quatre étapes mènent à un programme qui peut exactement ce que dit son rôle, et rien de plus.',
  doneTitle: 'Ça marche',
  doneText: 'Un programme a appelé au nom d’un utilisateur, et n’a pu faire que ce que permet le rôle de celui-ci.',
  hide: 'Masquer ce guide',
  close: 'Fermer ce guide',
  isDone: 'Fait',
  role: {
    title: 'Créer un rôle',
    text: 'Un rôle dit ce que peuvent faire ses membres. Vous pourrez en changer chaque permission.',
    what: 'Que doivent-ils faire ?',
    name: 'Nom du rôle',
    choices: {
      readers: { name: 'Lecture', label: 'Regarder', text: 'Voir les utilisateurs et les rôles, sans rien changer.' },
      helpers: {
        name: 'Assistance',
        label: 'S’occuper des personnes',
        text: 'Créer et modifier aussi des utilisateurs.',
      },
      builders: {
        name: 'Analyse',
        label: 'Analyser des projets',
        text: 'Créer des projets et soumettre des analyses.',
      },
    },
    act: 'Créer le rôle',
    done: (name) => <>Le rôle {name} existe.</>,
  },
  user: {
    title: 'Créer un utilisateur',
    text: (role) => <>Qui a le rôle {role} peut ce qu’il dit, et rien de plus.</>,
    act: 'Créer l’utilisateur',
    done: (name) => <>{name} existe.</>,
  },
  token: {
    title: 'Créer un jeton',
    text: (user) => (
      <>
        Un programme qui le détient agit pour {user}, une semaine au plus. Sa valeur est montrée une seule fois, à
        l’étape suivante.
      </>
    ),
    name: 'Nom du jeton',
    usual: 'Premier appel',
    act: 'Créer le jeton',
    done: (name) => <>Le jeton {name} existe.</>,
  },
  call: {
    title: 'Appeler',
    text: 'Exécutez ceci dans un terminal :',
    command: 'Commande',
    once: 'La valeur du jeton s’y trouve. Elle n’est montrée qu’ici, et disparaît quand vous quittez cette page.',
    lost: 'La valeur du jeton a été montrée à sa création et n’est stockée nulle part. Appelez avec elle, ou supprimez le jeton et créez-en un autre.',
    waiting: 'En attente du premier appel. Il apparaît en un quart de minute.',
    arrived: (address, distance) => (
      <span>
        Il est venu de {address}, {distance}.
      </span>
    ),
    justNow: 'à l’instant',
    see: 'Ce que le jeton peut faire et fait',
  },
};
