/** German for the reasons of refusals. A reason about a value is shown beside its field. */
import type { RefusalReason, Values } from '../../../api/refusal.ts';
import { formats } from '../../formats.ts';
import { plural } from '../../plural.ts';

const n = plural('de');
const { calendarDay, list, number } = formats('de');

/** What a value must be, by the name of its type. */
const types: Partial<Record<string, string>> = {
  EmailAddress: 'Dies ist keine E-Mail-Adresse.',
  Numeric: 'Nur Ziffern sind erlaubt, höchstens 32.',
  SubnetScalar: 'Nur Subnetze in CIDR-Schreibweise sind erlaubt, zum Beispiel 192.0.2.0/24.',
};

export const reasons: Record<RefusalReason, (values: Values) => string> = {
  BLANK: () => 'Dies darf nicht leer sein.',
  EMPTY: () => 'Wählen Sie mindestens einen Eintrag.',
  TOO_SHORT: ({ least }) => `Mindestens ${n(least, 'Zeichen ist', 'Zeichen sind')} erforderlich.`,
  TOO_LONG: ({ most }) => `Höchstens ${n(most, 'Zeichen ist', 'Zeichen sind')} erlaubt.`,
  TOO_MANY: ({ most }) => `Höchstens ${n(most, 'Eintrag ist', 'Einträge sind')} erlaubt.`,
  OUT_OF_RANGE: ({ least, most }) => `Erlaubt sind Werte von ${number(least)} bis ${number(most)}.`,
  INVISIBLE: () => 'Steuerzeichen und unsichtbare Formatierungszeichen sind nicht erlaubt.',
  CONTROL_CHARACTERS: () => 'Steuerzeichen und unvollständige Unicode-Zeichen sind nicht erlaubt.',
  SPACES: () => 'Leerzeichen sind nicht erlaubt.',
  NOT_OF_TYPE: ({ type }) => types[type] ?? 'Dieser Wert hat nicht die erforderliche Form.',
  NOT_A_KEY: ({ most }) => `Erlaubt sind 1 bis ${number(most)} Buchstaben, Ziffern oder Zeichen aus - _ . :`,
  NOT_A_SUBNET: () => 'Nur Subnetze in CIDR-Schreibweise sind erlaubt, zum Beispiel 192.0.2.0/24.',
  NOT_A_RESOURCE: ({ most }) =>
    `Nur Ressourcen wie customer:42 sind erlaubt: eine Art, ein Doppelpunkt und eine Kennung von höchstens ${n(most, 'Zeichen', 'Zeichen')} ohne Leerzeichen.`,
  NO_PATTERNS: () =>
    'Das Zeichen * ist nicht erlaubt: Jeder Eintrag ist genau eine Ressource, denn Muster gibt es nicht.',
  NO_SUCH_KIND: ({ kind }) => `Keine benutzerdefinierte Berechtigung deklariert Ressourcen der Art ${kind}.`,
  NOT_A_KIND: () =>
    'Eine Art hat 1 bis 64 Kleinbuchstaben ohne Akzente und Umlaute, Ziffern, Bindestriche oder Unterstriche und beginnt mit einem Buchstaben.',
  KIND_BUILT_IN: ({ kind }) => `Die Art ${kind} gehört zu Latchkey.`,
  NOT_AN_ADDRESS: () => 'Erforderlich ist eine IPv4- oder IPv6-Adresse oder ein Subnetz in CIDR-Schreibweise.',
  NOT_A_TIME_ZONE: () => 'Erforderlich ist der Name einer Zeitzone, zum Beispiel Europe/Berlin.',
  NOT_A_URL: () => 'Erforderlich ist eine https-URL, zum Beispiel https://example.com/events.',
  NOT_HTTPS: () => 'Die URL muss mit https beginnen, denn dieser Server erlaubt keine Webhooks mit http.',
  URL_WITH_PASSWORD: () => 'Ein Benutzername oder ein Passwort ist darin nicht erlaubt.',
  PRIVATE_ADDRESS: () => 'Die URL darf nicht zu einer privaten, lokalen oder Loopback-Adresse führen.',
  NOT_EVENT_TYPES: ({ types }) => `Es gibt nur diese Arten von Ereignissen: ${types}.`,
  TOO_EARLY: () => 'Frühestens morgen, in UTC.',
  TOO_LATE: ({ days, last }) => `Höchstens in ${n(days, 'Tag', 'Tagen')}: spätestens am ${calendarDay(last)}.`,
  END_REQUIRED: () => 'Das Token ist abgelaufen: Wählen Sie den Tag, an dem es künftig abläuft.',
  EASY_TO_GUESS: ({ score, least }) =>
    `Zu leicht zu erraten: Die Stärke ist ${score} von 4, erforderlich ist mindestens ${least}. Gut eignen sich einige ungewöhnliche Wörter.`,
  NO_LETTER_AND_DIGIT: () => 'Ein Buchstabe und eine Ziffer sind erforderlich.',
  ONE_CASE: () => 'Ein Großbuchstabe und ein Kleinbuchstabe sind erforderlich.',
  NO_SPECIAL_CHARACTER: () => 'Ein Sonderzeichen ist erforderlich: ein Leerzeichen, Satzzeichen oder Symbol.',
  BREACHED: () =>
    'Es ist aus Datenlecks bekannt, deshalb probieren Angreifer es zuerst aus. Wählen Sie ein anderes Passwort.',
  ALWAYS_SENT: ({ type }) => `E-Mails zur Sicherheit, wie ${type}, werden immer gesendet.`,
  WRONG_CODE: () => 'Dieser Code ist falsch, wurde schon verwendet oder ist abgelaufen.',
  CODE_REQUIRED: () => 'Dies ist erforderlich: Ihre Anmeldung hat einen zweiten Schritt.',
  PASSKEY_REFUSED: () => 'Der Passkey wurde nicht angenommen. Versuchen Sie es erneut.',
  NO_SMS: () => 'Dieser Server sendet keine SMS.',
  NO_DATA: () => 'Nur Passkeys haben einen Namen, der sich ändern lässt.',
  WRONG_PASSWORD: () => 'Dies ist nicht Ihr Passwort.',
  NO_SUCH_TYPE: ({ types }) => `Erlaubt ist nur einer dieser Typen: ${types}.`,
  NO_NOTES: ({ type }) => `Zu Datensätzen vom Typ ${type} gibt es keine Notizen.`,
  NOT_A_PERMISSION_NAME: () =>
    'Erlaubt sind 3 bis 64 Großbuchstaben ohne Akzente und Umlaute, Ziffern oder Unterstriche; das erste Zeichen muss ein Buchstabe sein.',
  NAME_BUILT_IN: () => 'So heißt eine Berechtigung von Latchkey.',
  NO_SUCH_PERMISSION: ({ permission }) => `Die Berechtigung ${permission} gibt es nicht.`,
  NO_SUCH_ROLE: () => 'Diese Rolle gibt es nicht mehr.',
  NO_SUCH_PERMISSION_SET: () => 'Diesen Berechtigungssatz gibt es nicht mehr.',
  OWNER_DISABLED: () => 'Dieser Benutzer ist deaktiviert.',
  HELD_ALREADY: ({ permissions }) => `Beantragen Sie nur, was fehlt. Schon vorhanden: ${list([permissions].flat())}.`,
  NO_SUCH_TOKEN: () => 'Erlaubt ist nur eines Ihrer Benutzer-Tokens, das weder widerrufen noch abgelaufen ist.',
  TOO_LONG_TOGETHER: ({ most }) =>
    `Die Dokumente dürfen zusammen höchstens ${n(most, 'Zeichen', 'Zeichen')} lang sein.`,
  NOT_FOR_TOKENS: ({ methods }) => `Kein Token kann ${list([methods].flat())} aufrufen.`,
  NO_SUCH_OPERATION: () => 'Erforderlich ist der Name einer Operation des Dokuments.',
  NOT_JSON: () => 'Dies ist kein gültiges JSON.',
  POLLUTED: () => 'Der Name „__proto__“ ist nicht erlaubt.',
  TOO_DEEP: ({ most }) => `Höchstens ${n(most, 'Ebene ist', 'Ebenen sind')} erlaubt.`,
  TOO_MANY_VALUES: ({ most }) => `Höchstens ${n(most, 'Wert ist', 'Werte sind')} erlaubt.`,
  NOT_AN_OBJECT: () => 'Erforderlich ist ein JSON-Objekt.',
  NOT_DECLARED: ({ variable }) => `Die Operation deklariert ${variable} nicht.`,
  NOT_AN_API_NAME: () =>
    'Erlaubt sind 1 bis 64 Kleinbuchstaben, Ziffern oder Zeichen aus „-_.“; das erste Zeichen muss ein Buchstabe oder eine Ziffer sein.',
  NOT_YAML: () => 'Dies ist weder JSON noch YAML.',
  NOT_YAML_AT: ({ line }) =>
    `Zeile ${line} ist weder gültiges JSON noch gültiges YAML, oder ein Name kommt darin zum zweiten Mal vor.`,
  NOT_OPENAPI: () => 'Erforderlich ist ein OpenAPI-Dokument der Version 3.0 oder 3.1.',
  MISSHAPED: ({ place }) => `Dieser Wert hat einen anderen Typ, als OpenAPI festlegt: ${place}.`,
  TOO_MANY_AT: ({ most, place }) => `Eine Liste hat mehr als ${n(most, 'Eintrag', 'Einträge')}: ${place}.`,
  KIND_NOT_DECLARED: ({ kind, permission, place }) =>
    `Die Ressource ist von der Art ${kind}, die die Berechtigung ${permission} nicht deklariert: ${place}.`,
  UNKNOWN_EXTENSION: ({ place }) =>
    `enthält eine unbekannte Erweiterung: ${place}. Es gibt \`x-latchkey-permission\` und \`x-latchkey-resource\`.`,
  UNKNOWN_FIELD: ({ place }) => `OpenAPI legt dieses Feld für einen Pfad nicht fest: ${place}.`,
  REFERENCE: ({ place }) => `Ein Pfad darf kein Verweis ($ref) sein: ${place}.`,
  NO_OPERATIONS: () => 'Das Dokument enthält keine Operation.',
  MOST_OPERATIONS: ({ most }) =>
    `Höchstens ${n(most, 'Operation ist', 'Operationen sind')} erlaubt; jede zählt einmal für jeden Basispfad ihrer Server.`,
  NO_PERMISSION: ({ place }) =>
    `Es fehlt, was ${place} erfordert. Nennen Sie Berechtigungen in „security“ oder „x-latchkey-permission“, oder eine leere Liste, wenn jedes gültige Token genügt.`,
  OPEN_ALTERNATIVE: ({ place }) => `Entweder müssen alle Alternativen Berechtigungen nennen oder keine: ${place}.`,
  UNKNOWN_PERMISSION_AT: ({ permission, place }) => `${permission} ist keine Berechtigung: ${place}.`,
  WRONG_RESOURCE: ({ place, example }) =>
    `Erforderlich sind ein Typ und eine ID oder ein Parameter des Pfads, zum Beispiel ${example}: ${place}.`,
  WRONG_SERVER: ({ place }) =>
    `Erforderlich sind URLs mit einem Pfad oder nur Pfade, ohne Variablen im Pfad und ohne Abfrageteil: ${place}.`,
  WRONG_PATH: ({ path }) =>
    `Der Pfad ${path} ist nicht erlaubt. Ein Pfad beginnt mit einem Schrägstrich, und jeder Teil zwischen Schrägstrichen ist entweder ein Text oder ein einziger Parameter in geschweiften Klammern. Punktsegmente, Semikolons, Leerzeichen und leere Teile sind nicht erlaubt.`,
  AMBIGUOUS_PATHS: ({ first, second }) => `Diese Pfade können zur selben Anfrage passen: ${first} und ${second}.`,
  TAKEN: () => 'Dies ist bereits vergeben.',
  TOKEN_NAME_TAKEN: () => 'Es gibt bereits ein Token mit diesem Namen.',
  MOST_TOKENS: ({ most }) =>
    `Es gibt bereits ${n(most, 'Token', 'Tokens')}, mehr sind nicht erlaubt. Widerrufen Sie zuerst eines.`,
  MOST_REQUESTS: ({ most }) =>
    `Es gibt bereits ${n(most, 'offenen Antrag', 'offene Anträge')}, mehr sind nicht erlaubt. Ziehen Sie zuerst einen zurück.`,
  MOST_REQUESTS_AN_HOUR: ({ most }) =>
    `In einer Stunde ${n(most, 'Antrag', 'Anträge')}: Mehr sind nicht erlaubt. Versuchen Sie es später erneut.`,
  ROLE_IN_USE: ({ role }) => `Benutzer haben die Rolle ${role}. Weisen Sie diesen zuerst eine andere Rolle zu.`,
  ROLE_IN_USE_BY: ({ role, users }) =>
    `Benutzer haben die Rolle ${role}: ${users}. Weisen Sie diesen zuerst eine andere Rolle zu.`,
  ROLE_IN_USE_BY_MANY: ({ role, users }) =>
    `Benutzer haben die Rolle ${role}: ${users} und weitere. Weisen Sie diesen zuerst eine andere Rolle zu.`,
  PERMISSION_SET_IN_USE: ({ set }) => `Tokens sind auf den Berechtigungssatz ${set} begrenzt.`,
  PERMISSION_SET_BUILT_IN: ({ set }) =>
    `Der Berechtigungssatz ${set} gehört zu Latchkey und kann nicht geändert werden. Erstellen Sie einen eigenen.`,
  KINDS_DECLARED: () =>
    'Die Arten von Ressourcen einer Berechtigung können nicht geändert werden, weil Tokens durch sie begrenzt sind. Erstellen Sie eine andere Berechtigung.',
  PERMISSION_IN_USE: ({ permission }) =>
    `Die Berechtigung ${permission} ist vergeben und kann nicht gelöscht werden. Legen Sie sie stattdessen still.`,
  PERMISSION_REQUIRED: ({ permission }) =>
    `Das OpenAPI-Dokument einer API erfordert die Berechtigung ${permission}, deshalb kann sie nicht gelöscht werden. Alle Anfragen, die sie benötigen, würden abgelehnt.`,
  PERMISSION_REQUIRED_BY: ({ permission, apis }) =>
    `Die OpenAPI-Dokumente dieser APIs erfordern die Berechtigung ${permission}, deshalb kann sie nicht gelöscht werden: ${list([apis].flat())}. Alle Anfragen, die sie benötigen, würden abgelehnt. Ändern Sie zuerst die Dokumente.`,
  PERMISSION_RETIRED: ({ permissions }) =>
    `Stillgelegte Berechtigungen können nicht mehr gewährt werden: ${list([permissions].flat())}.`,
  MOST_PERMISSIONS: ({ most }) =>
    `Die Grenze von ${number(most)} benutzerdefinierten Berechtigungen ist erreicht. Löschen Sie zuerst eine.`,
  MOST_WEBHOOKS: ({ most }) => `Die Grenze von ${number(most)} Webhooks ist erreicht. Löschen Sie zuerst einen.`,
  MOST_APIS: ({ most }) => `Die Grenze von ${number(most)} APIs ist erreicht. Löschen Sie zuerst eine.`,
  WEBHOOK_DISABLED: () => 'Dieser Webhook ist deaktiviert. Aktivieren Sie ihn zuerst.',
  MOST_FIREWALL_RULES: ({ most }) => `Die Grenze von ${number(most)} Regeln ist erreicht. Löschen Sie zuerst eine.`,
  LOCKED_OUT: ({ address }) =>
    `Die Firewall würde dann Ihre eigene Adresse ${address} ablehnen. Fügen Sie zuerst eine Regel für sie hinzu.`,
  FIREWALL_WITHOUT_RULES: () =>
    'Die Firewall hätte keine Regeln und würde alle Anfragen ablehnen. Fügen Sie zuerst eine Regel für Ihre eigene Adresse hinzu.',
  LAST_SUPER_ADMIN: () => 'Der letzte aktivierte Superadmin kann weder deaktiviert noch herabgestuft werden.',
  FACTOR_EXISTS: () => 'Dies ist schon eingerichtet. Entfernen oder ersetzen Sie es zuerst.',
  NO_SUCH_FACTOR: () => 'Sie haben dies nicht eingerichtet.',
  NOTHING_TO_VERIFY: () => 'Es gibt nichts zu prüfen. Beginnen Sie von vorn.',
  NOTHING_TO_REENROLL: () => 'Dies kann nicht ersetzt werden. Entfernen Sie es und fügen Sie es erneut hinzu.',
  FACTOR_FIRST: () => 'Fügen Sie zuerst einen anderen zweiten Schritt hinzu: Wiederherstellungscodes ersetzen ihn nur.',
  LAST_FACTOR: () => 'Hier melden sich alle in zwei Schritten an, und dies ist Ihr letzter zweiter Schritt.',
  NO_MAIL_SERVER: () => 'Dieser Server sendet keine E-Mails, also auch keine Codes.',
  MOST_PASSKEYS: ({ most }) =>
    `Sie haben bereits ${n(most, 'Passkey', 'Passkeys')}, mehr sind nicht erlaubt. Entfernen Sie zuerst einen.`,
  OWN_FACTOR_FIRST: () =>
    'Fügen Sie zuerst Ihrem eigenen Konto einen zweiten Schritt hinzu: Sonst könnten Sie nichts anderes mehr tun.',
  USER_DISABLED: () => 'Dieser Benutzer ist deaktiviert.',
  NO_PASSWORD: () => 'Ein Dienstkonto hat kein Passwort.',
  FENCED_SECRET: () => 'muss 0 sein, weil der alte Wert seit der Wiederherstellung der Datenbank gesperrt ist.',
  REVOKED: () => 'Dieses Token wurde widerrufen. Stellen Sie ein neues aus, oder kopieren Sie dieses.',
  SECRET_REPLACED: () => 'Das Token hat jetzt einen anderen Wert, weil es inzwischen neu erzeugt wurde.',
  JUST_REGENERATED: () =>
    'Dieses Token wurde gerade neu erzeugt. Warten Sie zehn Sekunden und versuchen Sie es erneut.',
  USES_NOT_WRITTEN: () =>
    'Ein Prozess des Servers antwortet nicht, deshalb ist nicht bekannt, was dort zuletzt verwendet wurde. Versuchen Sie es in einer halben Minute erneut.',
  NOTHING_TAKEN: () => 'Diesem Token kann nichts entzogen werden.',
  NOTHING_LEFT: () => 'Dem Token bliebe keine Berechtigung: Widerrufen Sie es stattdessen.',
  ASKER_DISABLED: () => 'Der Benutzer, der den Antrag gestellt hat, ist deaktiviert.',
  ASKED_FOR_REVOKED: () => 'Das Token, für das der Antrag gestellt wurde, ist widerrufen.',
  NOT_WAITING: () => 'Dieser Antrag ist nicht mehr offen.',
  NEEDS_ON_PROJECT: ({ permission, project }) => `Erforderlich ist ${permission} für das Projekt ${project}.`,
  NEEDS_FOR_ANSWER: ({ permissions }) => `Diese Antwort zu lesen erfordert ${list([permissions].flat())}.`,
  NEEDS_FOR_OTHERS: ({ permission }) => `Für Tokens anderer Benutzer ist ${permission} erforderlich.`,
  NOTE_OF_OTHERS: ({ permission }) => `Für Notizen anderer Benutzer ist ${permission} erforderlich.`,
  BEYOND_ONESELF: () => 'Sie können nur Berechtigungen gewähren, die Sie selbst haben.',
  ROLE_BEYOND_ONESELF: () =>
    'Diese Rolle hat Berechtigungen, die Sie nicht gewähren könnten: Sie können sie nicht ändern.',
  PERMISSION_SET_BEYOND_ONESELF: () =>
    'Dieser Satz hat Berechtigungen, die Sie nicht gewähren könnten: Sie können ihn nicht ändern.',
  FOR_A_WHILE: () =>
    'Sie haben diese Berechtigungen nur für begrenzte Zeit oder nur in einem Token und können sie deshalb nicht weitergeben.',
  USER_BEYOND_ONESELF: () => 'Dieser Benutzer hat Berechtigungen, die Ihnen fehlen: Sie können ihn nicht ändern.',
  USER_IS_SUPER_ADMIN: () => 'Nur ein Superadmin kann einen Superadmin ändern.',
  RESET_FOR_ONESELF: () =>
    'Dies gilt nur für andere Benutzer. Ihre eigenen zweiten Schritte entfernen Sie in Ihrem Profil.',
  LINK_FOR_ONESELF: () => 'Ein solcher Link ist für andere. Ihr eigenes Passwort ändern Sie in Ihrem Profil.',
  TOKEN_BEYOND_ONESELF: () => 'Das Token hätte Berechtigungen, die Ihnen fehlen.',
  TOKEN_OF_SUPER_ADMIN: () =>
    'Das Token hat alle Rechte eines Superadmins; nur ein Superadmin kann es ausstellen oder ändern.',
  TOKEN_BEYOND_ISSUER: () =>
    'Ein anderer Benutzer hat dieses Token ausgestellt oder neu erzeugt. Es ist auf die Berechtigungen begrenzt, die dieser gewähren konnte. Stellen Sie stattdessen ein neues Token aus.',
  TOKEN_BEYOND_OWNER: () => 'Der Eigentümer des Tokens hat nicht alle diese Berechtigungen.',
  ANALYSIS_FOR_OTHERS: () =>
    'Benutzer stellen ihre Analyse-Tokens selbst aus; für andere sind nur die von Dienstkonten möglich.',
  ANALYSIS_BEYOND_OWNER: () => 'Dem Eigentümer des Tokens fehlt EXECUTE_ANALYSIS für diese Analysen.',
  ANALYSIS_OF_ALL: () => 'Ein Token für globale Analysen erfordert EXECUTE_ANALYSIS für alle Projekte.',
  OPENS_ESCALATION: ({ methods }) =>
    `Die Token-Richtlinie erlaubt dies nicht, denn damit ließen sich durch ${list([methods].flat())} weitere Berechtigungen erlangen.`,
  OWN_REQUEST: () => 'Sie können nicht über Ihren eigenen Antrag entscheiden.',
  POLICY_JUST_CHANGED: () => 'Die Passwortrichtlinie wurde gerade geändert. Senden Sie das Passwort erneut.',
  JUST_CHANGED: () => 'Ihre Berechtigungen wurden gerade geändert. Versuchen Sie es erneut.',
  STRENGTH_UNKNOWN: () =>
    'Die Stärke des Passworts konnte nicht rechtzeitig ermittelt werden. Versuchen Sie es in einer Minute erneut.',
  ADDRESS_REFUSED: ({ address }) => `Anfragen von der Adresse ${address} werden nicht angenommen.`,
  MOST_REQUESTS_A_MINUTE: ({ most, seconds }) =>
    `Die Grenze von ${number(most)} Anfragen pro Minute ist erreicht. Versuchen Sie es in ${n(seconds, 'Sekunde', 'Sekunden')} erneut.`,
  MOST_CODES: () =>
    'Zu viele falsche Codes. Versuchen Sie es später erneut: Möglich sind 5 Versuche pro Minute, 15 pro Stunde und 30 pro Tag.',
  MOST_CODES_SENT: () => 'Zu viele Codes wurden gesendet. Warten Sie 15 Minuten.',
  PROVIDER_AWAY: ({ provider }) =>
    `${provider} antwortet nicht. Versuchen Sie es später erneut, oder melden Sie sich anders an.`,
  PROVIDER_REFUSED: ({ provider }) =>
    `${provider} hat nicht bestätigt, wer Sie sind. Versuchen Sie es erneut. Wenn es wieder misslingt, wenden Sie sich an Ihre Administration.`,
  PROVIDER_CANCELLED: ({ provider }) => `Sie haben sich bei ${provider} nicht angemeldet.`,
  NO_LINKED_USER: ({ provider }) => `Ihr Konto bei ${provider} gehört hier zu keinem Benutzer.`,
  USER_NOT_ADMITTED: () => 'Sie dürfen sich nicht anmelden. Wenden Sie sich an Ihre Administration.',
  NO_ROLE_AT_PROVIDER: ({ provider }) => `Ihr Konto bei ${provider} hat keine Rolle, die diesen Server verwenden darf.`,
  ROLE_OF_PROVIDER_MISSING: ({ role, provider }) => `Die Rolle ${role}, die ${provider} Ihnen gibt, existiert nicht.`,
  USER_NOT_CREATED: ({ provider }) => `Für Ihr Konto bei ${provider} konnte kein Benutzer erstellt werden.`,
  OTHER_IDENTITY_LINKED: ({ provider }) => `Ihr Benutzer ist mit einem anderen Konto bei ${provider} verknüpft.`,
  IDENTITY_TAKEN: ({ provider }) => `Dieses Konto bei ${provider} ist mit einem anderen Benutzer verknüpft.`,
  OTHER_ACCOUNT: ({ provider }) =>
    `Sie haben sich bei ${provider} mit einem Konto angemeldet, das nicht mit Ihnen verknüpft ist.`,
  NOT_SIGNED_IN_AGAIN: ({ provider }) => `${provider} hat keine erneute Anmeldung von Ihnen verlangt.`,
  NO_SUCH_PROVIDER: () => 'Diesen Anmeldedienst gibt es nicht mehr.',
  MOST_LINKS_SENT: () => 'Zu viele Links wurden gesendet. Warten Sie 15 Minuten.',
  LAST_WAY_TO_SIGN_IN: () =>
    'Nur so können Sie sich anmelden. Legen Sie zuerst ein Passwort fest, fügen Sie einen Passkey hinzu oder verknüpfen Sie ein anderes Konto.',
  SIGN_IN_REFUSED: () => 'Der Benutzername oder das Passwort ist falsch.',
  PASSWORDS_BUSY: () => 'Zu viele Passwörter werden gleichzeitig geprüft. Versuchen Sie es in einigen Sekunden erneut.',
  MOST_ATTEMPTS: () => 'Zu viele Versuche. Versuchen Sie es später erneut.',
  SIGN_IN_EXPIRED: () => 'Diese Anmeldung ist abgelaufen. Melden Sie sich erneut an.',
  PASSKEY_FENCED: () =>
    'Dieser Passkey ist seit der Wiederherstellung der Datenbank gesperrt. Melden Sie sich einmal mit Ihrem Passwort und danach mit ihm an.',
  CODE_REFUSED: () => 'Der Code ist falsch, wurde schon verwendet oder ist abgelaufen.',
  MOST_PASSWORDS: () => 'Zu viele falsche Passwörter. Warten Sie 15 Minuten.',
};
