/** German for deciding requests for access. */
import type { Words } from '../en/words.ts';

export const requestsToDecide: Words['requestsToDecide'] = {
  title: 'Offene Anträge',
  empty: {
    title: 'Kein Antrag wartet auf eine Entscheidung',
    text: 'Wenn ein Benutzer Berechtigungen beantragt, erscheint der Antrag hier und in der Navigation.',
  },
  intro:
    'Die Berechtigungen, die Benutzer beantragt haben. Niemand kann Berechtigungen gewähren, die ihm selbst fehlen, oder über den eigenen Antrag entscheiden.',
  searchLabel: 'In Gründen und Antworten suchen',
  who: 'Beantragt von',
  user: (id) => `Benutzer ${id}`,
  account: 'für das Konto',
  oneToken: 'für ein Token',
  by: (name) => <>von {name}</>,
  actions: (permissions) => `Über ${permissions} entscheiden`,
  answer: 'Antwort an den Benutzer',
  grant: {
    open: 'Bewilligen…',
    title: (name) => <>{name} Zugriff gewähren?</>,
    quote: (reason) => `„${reason}“`,
    span: 'Für wie lange?',
    spans: {
      twoHours: 'Zwei Stunden',
      day: 'Ein Tag',
      week: 'Eine Woche',
      hours: 'Eine andere Anzahl von Stunden',
      until: 'Bis zu einem Tag',
      ever: 'Ohne Ende, bis sie entzogen werden',
    },
    hours: 'Stunden',
    hoursHint: 'Von 1 bis 8.760, das ist ein Jahr.',
    lastDay: 'Bis',
    lastDayHint: 'Höchstens ein Jahr ab heute.',
    noDay: 'Wählen Sie einen Tag.',
    ends: (instant) => `Der Zugriff endet am ${instant}.`,
    notNumber: 'Eine ganze Zahl ist erforderlich.',
    act: 'Bewilligen',
    done: 'Der Antrag wurde bewilligt.',
  },
  decline: {
    open: 'Ablehnen…',
    title: 'Diesen Antrag ablehnen?',
    text: 'Der Benutzer wird benachrichtigt und kann einen neuen Antrag stellen.',
    act: 'Ablehnen',
    done: 'Der Antrag wurde abgelehnt.',
  },
  end: {
    open: 'Entziehen…',
    title: 'Diese Berechtigungen entziehen?',
    text: 'Der Benutzer und seine Tokens verlieren diese Berechtigungen sofort.',
    reason: 'Grund, für das Protokoll',
    act: 'Entziehen',
    done: 'Die Berechtigungen wurden entzogen.',
  },
};
