/** German for the guide on a new server. */
import type { Words } from '../en/words.ts';

export const guide: Words['guide'] = {
  title: 'Ihr erster API-Aufruf in vier Schritten',
  text: 'Nach diesen Schritten kann ein Programm die API aufrufen, mit den Berechtigungen einer Rolle und keinen anderen.',
  doneTitle: 'Es funktioniert',
  doneText:
    'Ein Programm hat die API im Namen eines Benutzers aufgerufen, nur mit den Berechtigungen von dessen Rolle.',
  hide: 'Anleitung ausblenden',
  close: 'Anleitung schließen',
  isDone: 'Erledigt',
  role: {
    title: 'Rolle erstellen',
    text: 'Eine Rolle ist eine Zusammenstellung von Berechtigungen für Benutzer. Sie können sie später ändern.',
    what: 'Was dürfen ihre Benutzer?',
    name: 'Name der Rolle',
    choices: {
      readers: { name: 'Lesen', label: 'Lesen', text: 'Benutzer und Rollen sehen und nichts ändern.' },
      helpers: { name: 'Support', label: 'Benutzer verwalten', text: 'Auch Benutzer erstellen und bearbeiten.' },
      builders: { name: 'Analyse', label: 'Projekte analysieren', text: 'Projekte erstellen und Analysen einreichen.' },
    },
    act: 'Rolle erstellen',
    done: (name) => <>Die Rolle {name} wurde erstellt.</>,
  },
  user: {
    title: 'Benutzer erstellen',
    text: (role) => <>Ein Benutzer mit der Rolle {role} hat deren Berechtigungen und keine anderen.</>,
    act: 'Benutzer erstellen',
    done: (name) => <>Der Benutzer {name} wurde erstellt.</>,
    lost: 'Die Person legt ihr Passwort über den Link in ihrer E-Mail fest oder über den, der hier einmal angezeigt wurde.',
    open: 'Neuen Link auf der Seite der Person erstellen.',
  },
  token: {
    title: 'Token erzeugen',
    text: (user) => (
      <>
        Ein Programm mit diesem Token handelt als {user}. Das Token läuft spätestens nach einer Woche ab. Sein Wert wird
        nur einmal angezeigt, im nächsten Schritt.
      </>
    ),
    name: 'Name des Tokens',
    usual: 'Erster Aufruf',
    act: 'Token erzeugen',
    done: (name) => <>Das Token {name} wurde erzeugt.</>,
  },
  call: {
    title: 'API aufrufen',
    text: 'Führen Sie dies in einem Terminal aus:',
    command: 'Befehl',
    once: 'Der Befehl enthält den Wert des Tokens. Er wird nur hier angezeigt und verschwindet, wenn Sie diese Seite verlassen.',
    lost: 'Der Wert des Tokens wurde angezeigt, als es erzeugt wurde. Der Server speichert ihn nicht. Rufen Sie die API damit auf, oder geben Sie dem Token einen neuen Wert.',
    regenerate: 'Das Token auf seiner Seite neu erzeugen',
    waiting: 'Warten auf den ersten Aufruf. Er wird hier innerhalb von 15 Sekunden angezeigt.',
    arrived: (address, distance) => (
      <span>
        Der erste Aufruf kam {distance} von {address}.
      </span>
    ),
    justNow: 'gerade eben',
    see: 'Ansehen, was das Token darf und wofür es verwendet wird',
    document: 'Ein Token für genau ein Dokument bekommen, in GraphiQL',
  },
};
