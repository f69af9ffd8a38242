/** French for what was changed, wherever it is shown. */
import type { Words } from '../en/en.ts';

export const history: Words['history'] = {
  title: 'Modifications',
  program: 'Latchkey lui-même',
  somebody: 'Quelqu’un',
  nothing: 'Rien pour l’instant.',
  more: 'Afficher plus',
};
