/** French for the guide on a new server. */
import type { Words } from '../en/words.ts';

export const guide: Words['guide'] = {
  title: 'Votre premier appel à l’API en quatre étapes',
  text: 'Après ces étapes, un programme peut appeler l’API, avec les permissions d’un rôle et aucune autre.',
  doneTitle: 'Ça marche',
  doneText: 'Un programme a appelé l’API au nom d’un utilisateur, avec les seules permissions de son rôle.',
  hide: 'Masquer ce guide',
  close: 'Fermer ce guide',
  isDone: 'Fait',
  role: {
    title: 'Créer un rôle',
    text: 'Un rôle est un ensemble de permissions pour des utilisateurs. Vous pourrez le modifier.',
    what: 'Que peuvent faire ses utilisateurs ?',
    name: 'Nom du rôle',
    choices: {
      readers: { name: 'Lecture', label: 'Lire', text: 'Voir les utilisateurs et les rôles, sans rien changer.' },
      helpers: {
        name: 'Assistance',
        label: 'Gérer les utilisateurs',
        text: 'Créer et modifier aussi des utilisateurs.',
      },
      builders: {
        name: 'Analyse',
        label: 'Analyser des projets',
        text: 'Créer des projets et soumettre des analyses.',
      },
    },
    act: 'Créer le rôle',
    done: (name) => <>Le rôle {name} a été créé.</>,
  },
  user: {
    title: 'Créer un utilisateur',
    text: (role) => <>Un utilisateur avec le rôle {role} a les permissions de ce rôle et aucune autre.</>,
    act: 'Créer l’utilisateur',
    done: (name) => <>L’utilisateur {name} a été créé.</>,
    lost: 'Cette personne choisit son mot de passe par le lien reçu par e-mail, ou par celui qui a été affiché ici une fois.',
    open: 'Créer un nouveau lien sur sa page.',
  },
  token: {
    title: 'Générer un jeton',
    text: (user) => (
      <>
        Un programme avec ce jeton agit au nom de {user}. Le jeton expire au plus tard dans une semaine. Sa valeur est
        montrée une seule fois, à l’étape suivante.
      </>
    ),
    name: 'Nom du jeton',
    usual: 'Premier appel',
    act: 'Générer le jeton',
    done: (name) => <>Le jeton {name} a été généré.</>,
  },
  call: {
    title: 'Appeler l’API',
    text: 'Exécutez ceci dans un terminal :',
    command: 'Commande',
    once: 'La commande contient la valeur du jeton. Elle n’est montrée qu’ici, et disparaît quand vous quittez cette page.',
    lost: 'La valeur du jeton a été montrée quand il a été généré ; le serveur ne la garde pas. Appelez l’API avec elle, ou donnez au jeton une nouvelle valeur.',
    regenerate: 'Régénérer le jeton sur sa page',
    waiting: 'En attente du premier appel. Il apparaît ici en 15 secondes.',
    arrived: (address, distance) => (
      <span>
        Le premier appel est venu de {address}, {distance}.
      </span>
    ),
    justNow: 'à l’instant',
    see: 'Voir ce que le jeton peut faire et à quoi il sert',
    document: 'Obtenir un jeton pour un seul document, dans GraphiQL',
  },
};
