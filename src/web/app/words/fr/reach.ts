/** French for how far somebody reaches. */
import type { Words } from '../words.tsx';

export const reach: Words['reach'] = {
  nothing: 'Rien de ce qu’il peut faire ne mène à davantage.',
  leadsTo: {
    PERMISSIONS: 'À des permissions qui lui manquent :',
    METHODS: 'À des méthodes qu’il ne peut pas appeler :',
    PERSON: 'À ce que seules des personnes peuvent faire :',
    PLACES: 'À une utilisation depuis d’autres réseaux :',
    OUTLIVING: 'À un accès qui reste quand il a pris fin :',
  },
};
