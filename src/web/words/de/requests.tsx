/** German for requesting access. */
import type { Words } from '../en/words.ts';

export const requests: Words['requests'] = {
  title: 'Anträge auf Zugriff',
  intro: 'Die Berechtigungen, die Sie für Ihr Konto oder für ein Token beantragt haben, und die Entscheidungen.',
  ask: 'Zugriff beantragen',
  askIntro:
    'Benutzer, die diese Berechtigungen gewähren können, sehen Ihren Antrag. Ihre Antwort erscheint in der Liste Ihrer Anträge.',
  for: 'Für',
  tokenOf: (name) => `Das Token ${name}`,
  pick: 'Wählen Sie mindestens eine Berechtigung.',
  nothingLacked: 'Keine Berechtigung fehlt: Es gibt nichts zu beantragen.',
  sent: 'Der Antrag wurde gesendet.',
  send: 'Antrag senden',
  reason: { label: 'Wozu wird sie gebraucht?', hint: 'Benutzer, die über den Antrag entscheiden, lesen dies.' },
  inPlace: {
    text: (permissions) =>
      `Sie beantragen ${permissions} für Ihr Konto. Benutzer, die dies gewähren können, sehen den Antrag.`,
    sent: 'Der Antrag wurde gesendet. Versuchen Sie es erneut, sobald er bewilligt ist.',
    see: 'Ihre Anträge',
  },
  filter: 'Anzeigen',
  states: {
    all: 'Alle',
    PENDING: 'Offen',
    GRANTED: 'Bewilligt',
    DECLINED: 'Abgelehnt',
    EXPIRED: 'Abgelaufen',
    ENDED: 'Beendet',
  },
  columns: { permissions: 'Berechtigungen', for: 'Für', created: 'Beantragt', state: 'Status', actions: 'Aktionen' },
  account: 'Ihr Konto',
  token: (name) => <>Token {name}</>,
  granted: {
    until: (instant) => <>Gewährt bis {instant}:</>,
    ever: 'Auf Antrag gewährt, ohne Ende:',
    unseen: 'Auf Antrag gewährte Berechtigungen werden nicht angezeigt: Ihnen fehlt READ_ACCESS_REQUEST.',
  },
  until: (instant) => `bis ${instant}`,
  noEnd: 'ohne Ende',
  answer: (answer) => `„${answer}“`,
  withdraw: 'Zurückziehen',
  withdrawOf: (permissions) => `Den Antrag auf ${permissions} zurückziehen`,
  withdrawn: 'Der Antrag wurde zurückgezogen.',
  giveBack: 'Zurückgeben',
  giveBackOf: (permissions) => `${permissions} zurückgeben`,
  giveBackTitle: 'Zurückgeben, was gewährt wurde?',
  giveBackText: (permissions) => `Sie verlieren sofort: ${permissions}. Sie können dies erneut beantragen.`,
  givenBack: 'Die Berechtigungen wurden zurückgegeben.',
  empty: {
    title: 'Sie haben keine Anträge',
    text: 'Wenn eine Berechtigung fehlt, können Sie sie dort beantragen, wo etwas abgelehnt wurde, oder hier im Voraus.',
  },
  forbidden: {
    title: 'Sie dürfen diese Seite nicht öffnen',
    text: (permission) => `Sie erfordert ${permission}. Diese Berechtigung haben Sie nicht.`,
  },
};
