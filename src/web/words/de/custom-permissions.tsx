/** German for the pages about custom permissions. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const customPermissions: Words['customPermissions'] = {
  title: 'Benutzerdefinierte Berechtigungen',
  empty: {
    title: 'Es gibt noch keine benutzerdefinierten Berechtigungen',
    text: 'Erstellen Sie eine Berechtigung für das, was Ihre eigenen Dienste prüfen, zum Beispiel CREATE_INVOICE. Rollen und Tokens können sie dann haben.',
  },
  intro:
    'Berechtigungen Ihrer anderen Dienste. Rollen, Berechtigungssätze, Tokens und Anträge verleihen sie wie die Berechtigungen von Latchkey, und Ihre Dienste fragen Latchkey, ob ein Aufrufer eine davon hat.',
  create: 'Neue Berechtigung',
  searchLabel: 'Benutzerdefinierte Berechtigungen suchen',
  columns: { name: 'Name', group: 'Gruppe', uses: 'Rollen und Sätze', changed: 'Geändert' },
  counts: ({ roles, sets }) =>
    [roles && n(roles, 'Rolle', 'Rollen'), sets && n(sets, 'Satz', 'Sätze')].filter(Boolean).join(', ') || '–',
  retired: 'Stillgelegt',
  nameHint:
    '3 bis 64 Großbuchstaben, Ziffern und Unterstriche, zum Beispiel CREATE_INVOICE. Er kann später nicht geändert werden, weil Ihre Dienste ihn prüfen.',
  groupHint: 'Die Überschrift, unter der sie aufgeführt wird, zum Beispiel Abrechnung.',
  description: 'Was sie erlaubt',
  warning: 'Warnung',
  warningHint: 'Das Risiko, sie zu gewähren. Wird überall angezeigt, wo sie ausgewählt werden kann.',
  kinds: 'Arten von Ressourcen',
  kindsHint:
    'Eine pro Zeile, zum Beispiel customer: Tokens können die Berechtigung dann auf einzelne Kunden begrenzen. Sie können später nicht geändert werden.',
  createTitle: 'Neue benutzerdefinierte Berechtigung',
  createIntro: 'Superadmins haben sie sofort. Alle anderen erhalten sie durch eine Rolle, ein Token oder einen Antrag.',
  createAct: 'Berechtigung erstellen',
  created: 'Die Berechtigung wurde erstellt.',
  inForce: 'Ihr Name kann nicht geändert werden, weil Ihre Dienste ihn prüfen.',
  retiredSince: (day) => `Stillgelegt am ${day}: Wer sie hat, behält sie, und niemand sonst erhält sie.`,
  whereUsed: 'Wer sie hat',
  uses: {
    roles: 'Rollen',
    sets: 'Berechtigungssätze',
    tokens: 'Aktive Tokens, die sie nennen',
    grants: 'Bewilligte Anträge',
  },
  notUsed: 'Nichts von dem, was Sie lesen dürfen, hat sie, abgesehen von Superadmins.',
  requiredBy: 'APIs, die sie erfordern',
  requiredText:
    'Ihre OpenAPI-Dokumente nennen sie. Ohne sie werden Anfragen an diese Operationen abgelehnt, es sei denn, das Dokument nennt eine andere Berechtigung, die genügt.',
  notRequired: 'Kein OpenAPI-Dokument einer API erfordert sie.',
  operations: (count) => n(count, 'Operation', 'Operationen'),
  holders: {
    roles: (count) => `${n(count, 'Rolle hat', 'Rollen haben')} sie.`,
    sets: (count) => `${n(count, 'Berechtigungssatz enthält', 'Berechtigungssätze enthalten')} sie.`,
    tokens: (count) => `${n(count, 'aktives Token nennt', 'aktive Tokens nennen')} sie.`,
    grants: (count) => `${n(count, 'bewilligter Antrag verleiht', 'bewilligte Anträge verleihen')} sie.`,
  },
  save: 'Speichern',
  saved: 'Die Berechtigung wurde geändert.',
  retire: 'Stilllegen',
  retireTitle: (name) => <>{name} stilllegen?</>,
  retireText: 'Wer sie hat, behält sie. Niemand sonst erhält sie mehr, bis Sie sie wieder zur Vergabe freigeben.',
  retireRequired: (apis) =>
    `Diese APIs erfordern sie: ${apis}. Anfragen an diese APIs, die sie benötigen, werden weiterhin bei allen abgelehnt, die sie nicht haben.`,
  wasRetired: 'Die Berechtigung wurde stillgelegt.',
  allowGrants: 'Wieder zur Vergabe freigeben',
  allowGrantsTitle: (name) => <>{name} wieder zur Vergabe freigeben?</>,
  allowGrantsText: 'Rollen, Berechtigungssätze, Tokens und Anträge können sie wieder verleihen.',
  grantableAgain: 'Die Berechtigung kann wieder vergeben werden.',
  delete: 'Löschen',
  deleteTitle: (name) => <>{name} löschen?</>,
  deleteText:
    'Nur eine Berechtigung, die niemand außer Superadmins hat, kann gelöscht werden. Legen Sie sie andernfalls still.',
  deleteRequired: (apis) =>
    `Sie kann nicht gelöscht werden, solange OpenAPI-Dokumente von APIs sie erfordern: ${apis}. Alle Anfragen, die sie benötigen, würden abgelehnt. Ändern Sie zuerst die Dokumente.`,
  deleted: 'Die Berechtigung wurde gelöscht.',
};
