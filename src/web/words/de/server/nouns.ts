/** German for what permissions are about, and for their names, which are a noun and a verb. */
import type { PermissionNames } from '../../../api/server-texts.ts';

/** By their English names. */
export const nouns: Partial<Record<string, string>> = {
  Users: 'Benutzer',
  'Password policy': 'Passwortrichtlinie',
  'Access requests': 'Anträge auf Zugriff',
  'Second-factor settings': 'Regeln für die Anmeldung in zwei Schritten',
  Roles: 'Rollen',
  'Personal access tokens': 'Zugriffstokens',
  'Token hashes': 'Token-Hashes',
  'Token policy': 'Token-Richtlinie',
  'Permission sets': 'Berechtigungssätze',
  'Tokens that services receive': 'Bei Diensten eingehende Tokens',
  'Access of users and tokens': 'Zugriff von Benutzern und Tokens',
  Projects: 'Projekte',
  Analyses: 'Analysen',
  'Change log entries': 'Einträge des Änderungsprotokolls',
  'Access log entries': 'Einträge des Zugriffsprotokolls',
  'Firewall rules': 'Firewallregeln',
  'System settings': 'Systemeinstellungen',
  'Custom permissions': 'Benutzerdefinierte Berechtigungen',
  APIs: 'APIs',
  Webhooks: 'Webhooks',
  Notes: 'Notizen',
  'Notes of other users': 'Notizen anderer Benutzer',
};

export const verbs: Partial<Record<string, string>> = {
  READ: 'ansehen',
  INTROSPECT: 'prüfen',
  EVALUATE: 'auswerten',
  CREATE: 'erstellen',
  UPDATE: 'ändern',
  DELETE: 'löschen',
  MANAGE: 'verwalten',
  PROVISION: 'erstellen',
  ADMINISTER: 'verwalten',
  EXECUTE: 'einreichen',
  ALTER: 'ändern',
};

export const nounOf = (english: string): string => nouns[english] ?? english;

export function titleOf({ name, title, noun }: PermissionNames): string {
  const [verb = ''] = name.split('_');
  const [does, what] = [verbs[verb], nouns[noun]];
  // The texts of custom permissions are the administrator's.
  return does && what ? `${what} ${does}` : title;
}
