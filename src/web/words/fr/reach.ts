/** French for how far somebody reaches. */

import type { Words } from '../en/en.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const reach: Words['reach'] = {
  title: 'Jusqu’où il va',
  nothing: 'Rien de ce qu’il peut faire ne mène à davantage.',
  leadsTo: {
    PERMISSIONS: 'À des permissions qui lui manquent :',
    METHODS: 'À des méthodes qu’il ne peut pas appeler :',
    PERSON: 'À ce que seules des personnes peuvent faire :',
    PLACES: 'À une utilisation depuis d’autres réseaux :',
    OUTLIVING: 'À un accès qui reste quand il a pris fin :',
  },
  unused: {
    none: 'Chacune de ses permissions a servi à quelqu’un dans les 90 jours.',
    text: (count) =>
      `Personne n’y a utilisé ${n(count, 'permission', 'permissions')} depuis 90 jours, d’après ce qui a été compté :`,
    tooSoon: (since) =>
      `Le rôle a reçu une permission le ${since}. Sept jours plus tard, ses utilisations auront été comptées assez longtemps pour enlever ce qui ne sert pas.`,
    take: 'Les enlever…',
    title: 'Enlever ces permissions du rôle ?',
    affected: (people) =>
      people === 0
        ? 'Personne n’est dans ce rôle.'
        : `${n(people, 'personne', 'personnes')} dans ce rôle, avec tous leurs jetons, ne pourront plus faire cela :`,
    affectedUnnamed:
      'Toutes les personnes dans ce rôle, avec tous leurs jetons, ne pourront plus faire cela. Vous ne pouvez pas voir qui elles sont.',
    more: (people) => `et ${n(people, 'autre', 'autres')}`,
    later: 'Elles pourront être remises ici plus tard.',
    takeNow: 'Les enlever',
    taken: (when) => `Enlevées du rôle ${when} :`,
    undo: 'Les remettre',
  },
};
