/** French for the page about the departure of a user. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

function counted(count: number, none: string, one: string, many: string): string {
  if (count === 0) return none;
  return n(count, one, many);
}

const sessions = (count: number) => counted(count, 'Aucune session', 'session', 'sessions');
const tokens = (count: number) => counted(count, 'Aucun jeton d’accès', 'jeton d’accès', 'jetons d’accès');
const requests = (count: number) =>
  counted(
    count,
    'Aucune demande ni permission accordée',
    'demande ou permission accordée',
    'demandes et permissions accordées',
  );

export const departure: Words['departure'] = {
  title: (name) => `Désactiver ${name}`,
  reportTitle: (name) => `Départ de ${name}`,
  before: 'Les utilisateurs sont désactivés, jamais supprimés. Voici ce que la désactivation fait immédiatement.',
  after: (when) => `Désactivé le ${when}. Réactiver l’utilisateur ne rétablit pas ce qui a pris fin.`,
  act: (name) => `Désactiver ${name}`,
  done: 'L’utilisateur a été désactivé.',
  report: 'Rapport de départ',
  more: (count) => `et ${count} de plus`,
  lastUsed: (when) => <>dernière utilisation {when}</>,
  neverUsed: 'jamais utilisé',
  takeOver: {
    title: 'À reprendre par quelqu’un',
    nothing: 'Rien : aucun compte de service ni projet ne dépend de cet utilisateur seul.',
    accounts: 'Comptes de service dont cet utilisateur s’occupait',
    projects: 'Projets que seul cet utilisateur pouvait administrer',
  },
  ends: {
    title: 'Ce qui prend fin',
    sessions: (count) => `${sessions(count)} à fermer. L’utilisateur ne pourra plus se connecter.`,
    tokens: (count) =>
      `${tokens(count)} à révoquer définitivement. Les programmes qui s’en servent cesseront de fonctionner.`,
    requests: (count) => `${requests(count)} à clore.`,
  },
  ended: {
    title: 'Ce qui a pris fin',
    sessions: (count) => `Sessions fermées : ${count}.`,
    tokens: (count) => `Jetons d’accès révoqués : ${count}. Ils sont affichés pendant 90 jours.`,
    requests: (count) => `Demandes et permissions accordées closes : ${count}.`,
  },
  stays: {
    title: 'Ce qui reste',
    text: 'L’historique, et tout ce que l’utilisateur a créé.',
    role: (role) => <>Le rôle {role}, sans effet tant que l’utilisateur est désactivé.</>,
    notes: (count) =>
      `${counted(count, 'Aucune note', 'note', 'notes')} sur des utilisateurs, des rôles et des jetons.`,
    grants: 'Permissions sur des projets, sans effet tant que l’utilisateur est désactivé',
  },
};
