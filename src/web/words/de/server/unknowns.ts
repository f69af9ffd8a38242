/** German for what is known only when a document runs. */
import type { UnknownText } from '../../../api/server-texts.ts';

export const unknowns: Record<UnknownText['kind'], (about: string | null) => string> = {
  PERSON: () => 'Kein Token kann dies aufrufen: Eine Person muss sich anmelden.',
  ITSELF: () => 'Kein Token kann dies aufrufen, außer für sich selbst, wenn die Token-Richtlinie es erlaubt.',
  ROLE_GIVEN: () => 'Niemand kann eine Rolle mit Berechtigungen geben, die ihm selbst fehlen.',
  USER_CHANGED: () =>
    'Niemand kann einen Benutzer mit Berechtigungen ändern, die ihm selbst fehlen, und kein Token kann ein Passwort festlegen.',
  ROLE_MADE: () => 'Niemand kann Berechtigungen gewähren, die ihm selbst fehlen; eine Notiz erfordert CREATE_NOTE.',
  NOTE_LEFT: () => 'Eine Notiz erfordert CREATE_NOTE.',
  ROLE_CHANGED: () =>
    'Nur ein Benutzer, der die Rolle vor und nach der Änderung gewähren könnte, kann sie ändern; eine Notiz erfordert CREATE_NOTE.',
  NOTE_CHANGED: () =>
    'Man muss den Datensatz ansehen dürfen, zu dem die Notiz gehört; Notizen anderer Benutzer erfordern ALTER_OTHERS_NOTES.',
  RECORD_OPENED: () => 'Man muss den Datensatz ansehen dürfen; eine Notiz erfordert CREATE_NOTE.',
  REQUESTS_SEEN: () =>
    'READ_ACCESS_REQUEST entscheidet, von welchen Benutzern Anträge angezeigt werden; die eigenen erfordern keine Berechtigung.',
  NOTES_SEEN: () =>
    'Welche Notizen angezeigt werden, hängt von READ_USER, READ_ROLE, READ_APPLICATION_FIREWALL_RULE und READ_PERSONAL_ACCESS_TOKEN ab, je nach dem Datensatz, zu dem sie gehören.',
  TOKENS_SEEN: () =>
    'READ_PERSONAL_ACCESS_TOKEN entscheidet, von welchen Benutzern Tokens angezeigt werden; die eigenen erfordern keine Berechtigung.',
  PROJECTS_SEEN: () =>
    'Welche Projekte angezeigt werden, hängt von den gewährten Berechtigungen sowie von READ_PROJECT, ADMINISTER_PROJECT und EXECUTE_ANALYSIS ab.',
  ON_PROJECT: (permission) => `Erforderlich ist ${permission} für das genannte Projekt oder für alle Projekte.`,
  REACH_SEEN: () => 'Eine Rolle erfordert READ_ROLE, das Token eines anderen Benutzers READ_PERSONAL_ACCESS_TOKEN.',
  TYPE: (type) => `Der Typ von ${type} ist erst bei der Ausführung bekannt; alle ausgewählten Typen werden gezählt.`,
  FILTERS: (variable) =>
    `${variable} kann über Beziehungen filtern oder suchen; jede erfordert die Berechtigungen, die das Lesen erfordert.`,
  CONDITION: (directive) => `${directive} entscheidet erst bei der Ausführung; das Feld wird als ausgewählt gezählt.`,
};
