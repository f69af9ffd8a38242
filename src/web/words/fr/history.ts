/** French for what was changed, wherever it is shown. */
import type { Words } from '../words.tsx';

export const logs: Words['logs'] = {
  title: 'Modifications',
  program: 'Latchkey lui-même',
  somebody: 'Quelqu’un',
  nothing: 'Rien pour l’instant.',
  more: 'Afficher plus',
};
