/** German for the reach of a role or a token, and for the unused permissions of a role. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const reach: Words['reach'] = {
  title: 'Reichweite und Rechteausweitung',
  more: 'Mit diesen Berechtigungen lässt sich mehr erlangen.',
  nothing: 'Diese Berechtigungen führen nicht zu mehr.',
  verdicts: {
    SUPER_ADMIN: 'Kann Superadmin werden',
    PERMISSIONS: 'Kann weitere Berechtigungen erlangen',
    METHODS: 'Kann weitere Methoden aufrufen',
    PERSON: 'Kann im Namen eines anderen Benutzers handeln',
    OUTLIVING: 'Behält Zugang, nachdem ein Token abgelaufen ist',
  },
  leadsTo: {
    PERMISSIONS: 'Mit ihnen lassen sich weitere Berechtigungen erlangen:',
    METHODS: 'Mit ihnen lassen sich weitere Methoden aufrufen:',
    PERSON: 'Mit ihnen lässt sich der Anmeldelink eines Benutzers erlangen und in seinem Namen handeln.',
    OUTLIVING:
      'Mit ihnen lässt sich ein Zugang erlangen, der bestehen bleibt, nachdem ein Token abgelaufen ist oder widerrufen wurde.',
  },
  path: 'Die Schritte, und was am Ende erlangt wird',
  leadsToMore: (what) => `Führt zu mehr: kann ${what}.`,
  briefly: {
    PERMISSIONS: 'weitere Berechtigungen erlangen',
    METHODS: 'weitere Methoden aufrufen',
    PERSON: 'im Namen eines anderen Benutzers handeln (der Tokens ausstellen darf)',
    OUTLIVING: 'einen Zugang behalten, der enden sollte',
  },
  unused: {
    notHeld: 'Kein Benutzer hat diese Rolle: Es gibt keine Verwendungen zu zählen.',
    none: 'Jede ihrer Berechtigungen wurde in den letzten 90 Tagen verwendet.',
    text: (count) =>
      `Kein Benutzer mit dieser Rolle hat ${n(count, 'Berechtigung', 'Berechtigungen')} in den letzten 90 Tagen verwendet, soweit Verwendungen gezählt wurden:`,
    tooSoon: (since) =>
      `Die Rolle hat am ${since} eine Berechtigung erhalten. Ungenutzte Berechtigungen lassen sich sieben Tage später entziehen, wenn Verwendungen lange genug gezählt wurden.`,
    take: 'Entziehen…',
    title: 'Der Rolle diese Berechtigungen entziehen?',
    affected: (people) =>
      people === 0
        ? 'Kein Benutzer hat diese Rolle.'
        : `${n(people, 'Benutzer mit dieser Rolle verliert', 'Benutzer mit dieser Rolle verlieren')} diese Berechtigungen, ebenso alle zugehörigen Tokens:`,
    affectedUnnamed:
      'Alle Benutzer mit dieser Rolle und alle ihre Tokens verlieren diese Berechtigungen. Sie dürfen nicht sehen, wer diese Benutzer sind.',
    more: (people) => `und ${n(people, 'weiterer', 'weitere')}`,
    later: 'Sie können sie hier später wieder hinzufügen.',
    takeNow: 'Entziehen',
    taken: (when) => `Der Rolle ${when} entzogen:`,
    undo: 'Wieder hinzufügen',
  },
};
