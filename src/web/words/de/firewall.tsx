/** German for the page about the application firewall. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const firewall: Words['firewall'] = {
  title: 'Firewall',
  empty: {
    title: 'Es gibt noch keine Regeln',
    text: 'Jede Regel ist ein Subnetz, aus dem die Seiten und die API verwendet werden können, solange die Firewall eingeschaltet ist. Fügen Sie zuerst Ihr eigenes Netz hinzu.',
  },
  intro: 'Die Subnetze, aus denen die Seiten und die API Anfragen annehmen, solange die Firewall eingeschaltet ist.',
  searchLabel: 'Regeln suchen',
  columns: { subnet: 'Subnetz', changed: 'Geändert' },
  description: 'Was es ist',
  subnetHint: 'IPv4 oder IPv6 in CIDR-Notation, zum Beispiel 192.0.2.0/24 oder 2001:db8::/32.',
  malformed: 'Ein Subnetz hat eine Adresse, einen Schrägstrich und eine Zahl: 192.0.2.0/24.',
  on: 'Die Firewall ist eingeschaltet',
  off: 'Die Firewall ist ausgeschaltet',
  onText: 'Anfragen aus anderen Subnetzen werden abgelehnt.',
  offText: 'Anfragen werden von allen Adressen angenommen.',
  admitted: (address) => <>Eine Regel lässt Ihre eigene Adresse {address} zu.</>,
  notAdmitted: (address) => <>Keine Regel lässt Ihre eigene Adresse {address} zu.</>,
  ownAddress: 'Meine Adresse',
  addOwn: 'Regel dafür hinzufügen',
  turnOn: {
    open: 'Einschalten',
    title: 'Firewall einschalten?',
    text: 'Benutzer und Programme außerhalb der aufgeführten Subnetze werden sofort abgelehnt, auch wenn sie angemeldet sind.',
    act: 'Einschalten',
    done: 'Die Firewall ist eingeschaltet.',
  },
  turnOff: {
    open: 'Ausschalten',
    title: 'Firewall ausschalten?',
    text: 'Anfragen werden dann von allen Adressen angenommen. Die Regeln bleiben erhalten.',
    act: 'Ausschalten',
    done: 'Die Firewall ist ausgeschaltet.',
  },
  add: 'Neue Regel',
  addTitle: 'Neue Regel',
  addAct: 'Regel hinzufügen',
  added: 'Die Regel wurde hinzugefügt.',
  edit: 'Bearbeiten',
  editTitle: (subnet) => <>Regel für {subnet} bearbeiten</>,
  save: 'Speichern',
  saved: 'Die Regel wurde geändert.',
  actions: (subnet) => `Aktionen für ${subnet}`,
  delete: 'Löschen',
  deleteTitle: (subnet) => <>Regel für {subnet} löschen?</>,
  usedFrom: (count) =>
    count === 0
      ? 'Kein aktives Token wurde zuletzt aus diesem Subnetz verwendet.'
      : `${n(count, 'aktives Token wurde', 'aktive Tokens wurden')} zuletzt aus diesem Subnetz verwendet.`,
  deleteText: 'Solange die Firewall eingeschaltet ist, werden Anfragen aus diesem Subnetz dann sofort abgelehnt.',
  deleted: 'Die Regel wurde gelöscht.',
};
