/** German for the simple limits of tokens, and for what leads to use beyond them. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const tokenLimits: Words['tokenLimits'] = {
  allowedSubnets: {
    label: 'Nur aus diesen Subnetzen',
    hint: 'Eines pro Zeile, zum Beispiel 192.0.2.0/24 oder 2001:db8::/32. Leer: von überall.',
    summary: 'Es funktioniert nur aus den angegebenen Subnetzen.',
    factName: 'Funktioniert aus',
    brief: (count) => `aus ${n(count, 'Subnetz', 'Subnetzen')}`,
    sentence: (count) => `Es funktioniert nur aus ${n(count, 'Subnetz', 'Subnetzen')}.`,
  },
  allowedResources: {
    label: 'Nur für diese Ressourcen',
    hint: 'Eine pro Zeile, zum Beispiel customer:42. Begrenzt nur die Berechtigungen, die Arten von Ressourcen wie customer deklarieren. Leer: alle Ressourcen.',
    summary: 'Seine Berechtigungen mit Arten von Ressourcen gelten nur für die angegebenen Ressourcen.',
    factName: 'Nur für die Ressourcen',
    brief: (count) => `für ${n(count, 'Ressource', 'Ressourcen')}`,
    sentence: (count) =>
      `Seine Berechtigungen mit Arten von Ressourcen gelten nur für ${n(count, 'Ressource', 'Ressourcen')}.`,
  },
  verdicts: { PLACES: 'Kann die API aus anderen Subnetzen aufrufen' },
  leadsTo: {
    PLACES: 'Mit ihnen lässt sich die API aus anderen Subnetzen aufrufen.',
  },
  briefly: { PLACES: 'die API aus anderen Subnetzen aufrufen' },
};
