/** French for the page about the logs. */
import type { Words } from '../en/words.ts';

export const audit: Words['audit'] = {
  title: 'Journal',
  intro:
    'Qui a modifié, à qui quelque chose a été refusé et qui a lu quoi. Les entrées ne peuvent être ni modifiées ni supprimées.',
  searchLabel: 'Rechercher des entrées',
  columns: { when: 'Date', what: 'Événement', record: 'Objet', who: 'Auteur' },
  filter: {
    label: 'Afficher',
    all: 'Toutes les modifications et événements',
    created: 'Les créations',
    updated: 'Les modifications',
    deleted: 'Les suppressions',
    other: 'Connexions, refus et autres événements',
    warnings: 'Les avertissements',
    lockouts: 'Les comptes et réseaux bloqués par des échecs de connexion',
    readings: 'Les lectures',
  },
  period: {
    label: 'Période',
    day: 'Dernier jour',
    week: '7 derniers jours',
    month: '30 derniers jours',
    year: 'Dernière année',
    ever: 'Depuis toujours',
  },
  anybody: 'N’importe qui',
  onlyToken: (id) => `Seulement le jeton ${id} ✕`,
  warning: 'Avertissement',
  locked: 'Blocage',
  wasRead: (name) => (
    <>
      <bdi>{name}</bdi> a été consulté.
    </>
  ),
  types: {
    User: 'Utilisateur',
    Role: 'Rôle',
    PersonalAccessToken: 'Jeton',
    PermissionSet: 'Ensemble de permissions',
    CustomPermission: 'Permission personnalisée',
    Project: 'Projet',
    AccessRequest: 'Demande d’accès',
    TokenPolicy: 'Politique des jetons',
    PasswordPolicy: 'Règles des mots de passe',
    ApplicationFirewallRule: 'Règle du pare-feu',
    SystemSetting: 'Réglages du système',
    Webhook: 'Webhook',
    Api: 'API',
    MfaAdminSetting: 'Connexion en deux étapes',
  },
  operator: 'Opérateur, en ligne de commande',
  server: 'Latchkey',
  user: (id) => `Utilisateur ${id}`,
  withToken: (name) => <>avec le jeton {name}</>,
};
