/** French for the history of changes. */
import type { Words } from '../en/words.ts';

export const history: Words['history'] = {
  title: 'Historique',
  program: 'Latchkey',
  somebody: 'Un utilisateur',
  nothing: 'Rien pour l’instant.',
  more: 'Afficher plus',
  values: (count) => (count === 1 ? '1 valeur' : `${count} valeurs`),
  before: 'Avant',
  after: 'Après',
  added: 'Ajouté',
  removed: 'Retiré',
  none: 'rien',
};
