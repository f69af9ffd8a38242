/** German for the history of changes. */
import type { Words } from '../en/words.ts';

export const history: Words['history'] = {
  title: 'Verlauf',
  program: 'Latchkey',
  somebody: 'Ein Benutzer',
  nothing: 'Noch nichts.',
  more: 'Mehr anzeigen',
  values: (count) => (count === 1 ? '1 Wert' : `${count} Werte`),
  before: 'Vorher',
  after: 'Nachher',
  added: 'Hinzugefügt',
  removed: 'Entfernt',
  none: 'nichts',
};
