/** French for the reach of a role or a token, and for the unused permissions of a role. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const reach: Words['reach'] = {
  title: 'Portée et escalades',
  more: 'Ces permissions permettent d’obtenir davantage.',
  nothing: 'Ces permissions ne mènent pas à davantage.',
  verdicts: {
    SUPER_ADMIN: 'Peut devenir super administrateur',
    PERMISSIONS: 'Peut obtenir davantage de permissions',
    METHODS: 'Peut appeler davantage de méthodes',
    PERSON: 'Peut agir au nom d’un autre utilisateur',
    OUTLIVING: 'Garde un accès après l’expiration d’un jeton',
  },
  leadsTo: {
    PERMISSIONS: 'Elles permettent d’obtenir d’autres permissions :',
    METHODS: 'Elles permettent d’appeler d’autres méthodes :',
    PERSON: 'Elles permettent d’obtenir le lien de connexion d’un utilisateur et d’agir en son nom.',
    OUTLIVING: 'Elles permettent d’obtenir un accès qui reste après l’expiration ou la révocation d’un jeton.',
  },
  path: 'Les étapes, et ce qui est obtenu à la fin',
  leadsToMore: (what) => `Mène à davantage : peut ${what}.`,
  briefly: {
    PERMISSIONS: 'obtenir d’autres permissions',
    METHODS: 'appeler d’autres méthodes',
    PERSON: 'agir au nom d’un autre utilisateur (qui peut émettre des jetons)',
    OUTLIVING: 'garder un accès qui devait prendre fin',
  },
  unused: {
    notHeld: 'Aucun utilisateur n’a ce rôle : il n’y a pas d’utilisations à compter.',
    none: 'Chacune de ses permissions a servi dans les 90 derniers jours.',
    text: (count) =>
      `Aucun utilisateur du rôle n’a utilisé ${n(count, 'permission', 'permissions')} dans les 90 derniers jours, d’après les utilisations comptées :`,
    tooSoon: (since) =>
      `Le rôle a reçu une permission le ${since}. Les permissions inutilisées pourront être enlevées sept jours plus tard, quand les utilisations auront été comptées assez longtemps.`,
    take: 'Les enlever…',
    title: 'Enlever ces permissions du rôle ?',
    affected: (people) =>
      people === 0
        ? 'Aucun utilisateur n’a ce rôle.'
        : `${n(people, 'utilisateur', 'utilisateurs')} de ce rôle et tous leurs jetons perdent ces permissions :`,
    affectedUnnamed:
      'Tous les utilisateurs de ce rôle et tous leurs jetons perdent ces permissions. Vous ne pouvez pas voir qui ils sont.',
    more: (people) => `et ${n(people, 'autre', 'autres')}`,
    later: 'Vous pourrez les remettre ici plus tard.',
    takeNow: 'Les enlever',
    taken: (when) => `Enlevées du rôle ${when} :`,
    undo: 'Les remettre',
  },
};
