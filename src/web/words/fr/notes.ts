/** French for notes on users, roles and tokens. */
import type { Words } from '../en/words.ts';

function start(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `« ${shown} »`;
}

export const notes: Words['notes'] = {
  title: 'Notes',
  sticky: 'Notes épinglées',
  add: 'Ajouter une note',
  edit: 'Modifier',
  editOf: (text) => `Modifier la note ${start(text)}`,
  editTitle: 'Modifier la note',
  message: 'Texte',
  priority: 'Priorité',
  priorities: {
    NORMAL: { label: 'Normale', text: 'Affichée avec les autres notes.' },
    STICKY: { label: 'Épinglée', text: 'Affichée en haut de la page.' },
    STICKY_WITH_CONFIRMATION: {
      label: 'Épinglée, à confirmer',
      text: 'Affichée en haut de la page ; il faut confirmer l’avoir lue avant toute modification.',
    },
  },
  saved: 'La note a été enregistrée.',
  delete: 'Supprimer',
  deleteOf: (text) => `Supprimer la note ${start(text)}`,
  deleteTitle: 'Supprimer cette note ?',
  deleteText: 'Son texte reste dans l’historique.',
  deleted: 'La note a été supprimée.',
  nothing: 'Aucune note pour l’instant.',
  more: 'Afficher plus',
  program: 'Latchkey',
  somebody: 'Un utilisateur',
  acknowledge: {
    title: 'À lire avant de modifier',
    text: 'Rien n’a encore été modifié.',
    act: 'J’ai lu : continuer',
  },
};
