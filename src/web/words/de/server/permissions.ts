/** German for the permissions: what each allows, and the risk of giving it. */
import type { Permission } from '../../../api/documents.ts';

interface Text {
  description: string;
  warning?: string;
}

export const permissions: Record<Permission, Text> = {
  CREATE_USER: {
    description: 'Benutzer erstellen und ihnen eine Rolle geben, deren Berechtigungen man selbst hat.',
  },
  READ_USER: { description: 'Benutzer ansehen: Namen, Adressen, Rolle und Status.' },
  UPDATE_USER: {
    description:
      'Benutzer ändern, aktivieren und deaktivieren, die keine Berechtigungen haben, die einem selbst fehlen, und ihr Passwort festlegen.',
    warning: 'Wer das Passwort eines Benutzers festlegen kann, kann sich als dieser Benutzer anmelden.',
  },
  UPDATE_PASSWORD_POLICY: {
    description: 'Die Regeln für neue Passwörter festlegen, zum Beispiel ihre Mindestlänge.',
    warning: 'Mit schwächeren Regeln sind die Passwörter aller Benutzer leichter zu erraten.',
  },
  READ_ACCESS_REQUEST: {
    description: 'Die Anträge aller Benutzer ansehen. Für die eigenen ist keine Berechtigung erforderlich.',
  },
  UPDATE_ACCESS_REQUEST: {
    description:
      'Anträge anderer Benutzer auf Berechtigungen, die man selbst hat, bewilligen, Anträge ablehnen und Gewährtes wieder entziehen.',
    warning: 'Was bewilligt wird, gilt unabhängig von der Rolle und so lange, wie bei der Bewilligung festgelegt.',
  },
  UPDATE_MFA_ADMIN_SETTINGS: {
    description: 'Entscheiden, ob sich alle in zwei Schritten anmelden müssen.',
  },
  CREATE_ROLE: { description: 'Rollen mit Berechtigungen erstellen, die man selbst hat.' },
  READ_ROLE: { description: 'Rollen und ihre Berechtigungen ansehen.' },
  UPDATE_ROLE: {
    description:
      'Rollen umbenennen und ändern, deren Berechtigungen man vor und nach der Änderung selbst gewähren könnte.',
    warning: 'Eine Änderung gilt sofort für alle Benutzer mit der Rolle und für ihre Tokens.',
  },
  DELETE_ROLE: { description: 'Rollen löschen, die kein Benutzer hat.' },
  CREATE_PERSONAL_ACCESS_TOKEN: {
    description:
      'Zugriffstokens für andere Benutzer ausstellen, mit höchstens den Berechtigungen, die man selbst hat. Für eigene Tokens ist keine Berechtigung erforderlich.',
    warning: 'Ein Programm mit einem solchen Token handelt im Namen des Eigentümers.',
  },
  READ_PERSONAL_ACCESS_TOKEN: {
    description:
      'Die Zugriffstokens aller Benutzer und den Bericht darüber ansehen. Geheime Werte werden nie angezeigt.',
  },
  UPDATE_PERSONAL_ACCESS_TOKEN: {
    description:
      'Zugriffstokens anderer Benutzer ändern und neu erzeugen, die vor und nach der Änderung keine Berechtigungen haben, die einem selbst fehlen.',
    warning: 'Wer ein Token neu erzeugt, sieht einen geheimen Wert, der im Namen des Eigentümers handelt.',
  },
  DELETE_PERSONAL_ACCESS_TOKEN: { description: 'Zugriffstokens anderer Benutzer widerrufen.' },
  READ_TOKEN_HASH: {
    description:
      'Anhand der ersten Ziffern des SHA-256 erfahren, ob ein Wert ein gültiges Token ist, wie es Programme tun, die nach geheimen Werten suchen. Zeigt weder Namen noch Eigentümer.',
  },
  UPDATE_TOKEN_POLICY: {
    description: 'Die Regeln für alle Tokens festlegen, zum Beispiel ihre Höchstlaufzeit.',
  },
  MANAGE_PERMISSION_SETS: {
    description:
      'Berechtigungssätze für Tokens erstellen, ändern und löschen. Ändern lassen sich nur Sätze, deren Berechtigungen man selbst gewähren könnte.',
    warning: 'Eine Änderung gilt sofort für alle Tokens mit dem Satz.',
  },
  INTROSPECT_TOKEN: {
    description:
      'Erfragen, ob ein Token, das ein Dienst empfangen hat, gültig ist, wem es gehört und welche Berechtigungen es hat. Nur für Tokens von Dienstkonten.',
  },
  EVALUATE_ACCESS: {
    description:
      'Erfragen, ob ein Benutzer oder ein Token mit einer bestimmten ID eine Berechtigung hat, überall oder für eine Ressource.',
    warning:
      'Eine Frage zu einem Token gilt als seine Verwendung: Es wird nicht als ungenutzt widerrufen, und latente Berechtigungen werden wiederhergestellt.',
  },
  PROVISION_PROJECT: { description: 'Projekte erstellen.' },
  READ_PROJECT: { description: 'Alle Projekte und ihre Analysen ansehen.' },
  ADMINISTER_PROJECT: {
    description:
      'Projekte umbenennen, ihre Analysen ansehen und Berechtigungen dafür gewähren. Für alle Projekte oder für ein einzelnes.',
  },
  EXECUTE_ANALYSIS: {
    description: 'Analysen einreichen. Für alle Projekte oder für ein einzelnes.',
  },
  READ_ALL_LOGS: {
    description: 'Das Änderungsprotokoll ansehen: was geändert wurde, von wem, von welchem auf welchen Wert.',
  },
  READ_ACCESS_LOG: { description: 'Ansehen, welcher Benutzer welchen Datensatz geöffnet hat.' },
  CREATE_ACCESS_LOG: {
    description:
      'Festhalten, dass man einen Datensatz geöffnet hat, den man ansehen darf; für Programme, die ihn anderswo anzeigen.',
  },
  CREATE_APPLICATION_FIREWALL_RULE: {
    description: 'Subnetze hinzufügen, aus denen Anfragen angenommen werden, solange die Firewall aktiviert ist.',
    warning: 'Eine Regel für ein großes Subnetz macht die Firewall wirkungslos.',
  },
  READ_APPLICATION_FIREWALL_RULE: { description: 'Die Regeln der Firewall ansehen.' },
  UPDATE_APPLICATION_FIREWALL_RULE: {
    description: 'Die Regeln der Firewall ändern.',
    warning: 'Eine Regel für ein großes Subnetz macht die Firewall wirkungslos.',
  },
  DELETE_APPLICATION_FIREWALL_RULE: {
    description: 'Regeln der Firewall löschen.',
    warning: 'Ohne die Regel hat niemand mehr aus ihrem Subnetz Zugriff.',
  },
  UPDATE_SYSTEM_SETTINGS: {
    description:
      'Die Firewall aktivieren und deaktivieren, die Sprache neuer Benutzer und die Zeitzone der E-Mails festlegen.',
    warning: 'Solange die Firewall deaktiviert ist, werden Anfragen von allen Adressen angenommen.',
  },
  MANAGE_PERMISSIONS: {
    description:
      'Benutzerdefinierte Berechtigungen, die andere Dienste prüfen, erstellen, ändern, stilllegen und löschen.',
    warning: 'Superadmins haben eine neue Berechtigung sofort, und Dienste verlassen sich auf diese Namen.',
  },
  MANAGE_APIS: {
    description:
      'APIs registrieren, ansehen, ändern und löschen: OpenAPI-Dokumente, die angeben, was Anfragen an andere Dienste erfordern.',
    warning: 'Diese Dokumente entscheiden, wer welche Operation der anderen Dienste aufrufen darf.',
  },
  CREATE_WEBHOOK: {
    description: 'Webhooks erstellen, die Ereignisse zu Tokens, Benutzern und Anträgen auf Zugriff an eine URL senden.',
    warning: 'Ein Webhook sendet die Namen von Benutzern und Tokens an einen anderen Server.',
  },
  READ_WEBHOOK: { description: 'Webhooks und ihre Zustellungen ansehen. Geheime Schlüssel werden nie angezeigt.' },
  UPDATE_WEBHOOK: {
    description:
      'Webhooks ändern, ihnen einen neuen geheimen Schlüssel geben, Testereignisse senden und Zustellungen wiederholen.',
    warning: 'Ein Webhook sendet die Namen von Benutzern und Tokens an einen anderen Server.',
  },
  DELETE_WEBHOOK: { description: 'Webhooks und ihre Zustellungen löschen.' },
  CREATE_NOTE: {
    description: 'Notizen zu Benutzern, Rollen, Tokens und Firewallregeln hinterlassen, die man ansehen darf.',
  },
  UPDATE_NOTE: { description: 'Notizen ändern, die man selbst hinterlassen hat.' },
  DELETE_NOTE: { description: 'Notizen löschen, die man selbst hinterlassen hat.' },
  ALTER_OTHERS_NOTES: {
    description: 'Zusammen mit UPDATE_NOTE oder DELETE_NOTE die Notizen anderer Benutzer ändern oder löschen.',
  },
};

/** The groups of permissions, by their English names. */
export const groups: Partial<Record<string, string>> = {
  Users: 'Benutzer',
  Roles: 'Rollen',
  'Personal access tokens': 'Zugriffstokens',
  Projects: 'Projekte',
  Logs: 'Protokolle',
  System: 'System',
  Notes: 'Notizen',
};
