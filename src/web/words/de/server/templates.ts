/** German for the templates of permissions, by their names. */
import type { TemplateText } from '../../../api/server-texts.ts';

export const templates: Partial<Record<string, Omit<TemplateText, 'name'>>> = {
  CI: { title: 'Build-Server', description: 'Projekte erstellen und Analysen einreichen.' },
  DASHBOARD: {
    title: 'Dashboard',
    description: 'Benutzer, Rollen, Projekte und den Zustand aller Tokens anzeigen.',
  },
  INVITATIONS: {
    title: 'Einladungen',
    description: 'Benutzer mit einer Rolle erstellen, für ein Programm, das Personen einlädt.',
  },
  READ_ONLY: { title: 'Nur lesen', description: 'Alles ansehen, nichts ändern.' },
  SCANNER: {
    title: 'Suche nach Geheimnissen',
    description: 'Erfahren, welche anderswo gefundenen Werte gültige Tokens sind, und nichts anderes.',
  },
  SINGLE_DOCUMENT: {
    title: 'Ein einziges Dokument',
    description: 'Ein einziges GraphQL-Dokument ausführen, mit genau den Berechtigungen, die es erfordert.',
  },
};
