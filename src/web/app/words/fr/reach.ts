/** French for how far somebody reaches. */
import { plural } from '../plural.ts';
import type { Words } from '../words.tsx';

const n = plural('fr');

export const reach: Words['reach'] = {
  title: 'Jusqu’où il va',
  nothing: 'Rien de ce qu’il peut faire ne mène à davantage.',
  leadsTo: {
    PERMISSIONS: 'À des permissions qui lui manquent :',
    METHODS: 'À des méthodes qu’il ne peut pas appeler :',
    PERSON: 'À ce que seules des personnes peuvent faire :',
    PLACES: 'À une utilisation depuis d’autres réseaux :',
    OUTLIVING: 'À un accès qui reste quand il a pris fin :',
  },
  unused: {
    none: 'Chacune de ses permissions a servi à quelqu’un dans les 90 jours.',
    text: (count) =>
      `Personne n’y a utilisé ${n(count, 'permission', 'permissions')} depuis 90 jours, autant que compté :`,
    take: 'Les enlever',
    taken: 'Ce que personne n’utilisait est enlevé du rôle.',
    undo: 'Annuler',
  },
};
