/** French for the permissions: what each allows, and the risk of giving it. */
import type { Permission } from '../../../api/documents.ts';

interface Text {
  description: string;
  warning?: string;
}

export const permissions: Record<Permission, Text> = {
  CREATE_USER: {
    description: 'Créer des utilisateurs et leur donner un rôle dont on a soi-même les permissions.',
  },
  READ_USER: { description: 'Voir les utilisateurs : noms, adresses, rôle et état.' },
  UPDATE_USER: {
    description:
      'Modifier, activer et désactiver les utilisateurs qui n’ont pas plus de permissions que soi, et définir leur mot de passe.',
    warning: 'Qui peut définir un mot de passe peut se connecter à la place de cet utilisateur.',
  },
  UPDATE_PASSWORD_POLICY: {
    description: 'Fixer les règles des nouveaux mots de passe, comme leur longueur minimale.',
    warning: 'Des règles plus faibles rendent les mots de passe de tous plus faciles à deviner.',
  },
  READ_ACCESS_REQUEST: {
    description: 'Voir les demandes d’accès de tous. Pour les siennes, il ne faut aucune permission.',
  },
  UPDATE_ACCESS_REQUEST: {
    description:
      'Accorder aux autres les permissions demandées que l’on a soi-même, refuser leurs demandes, et retirer ce qui a été accordé.',
    warning: 'Ce qui est accordé vaut à côté du rôle, aussi longtemps que le dit la personne qui l’accorde.',
  },
  UPDATE_MFA_ADMIN_SETTINGS: {
    description: 'Décider si tout le monde doit se connecter en deux étapes.',
  },
  CREATE_ROLE: { description: 'Créer des rôles à partir des permissions que l’on a soi-même.' },
  READ_ROLE: { description: 'Voir les rôles et leurs permissions.' },
  UPDATE_ROLE: {
    description:
      'Renommer et modifier les rôles qui ne donnent, avant comme après, que ce que l’on pourrait accorder soi-même.',
    warning: 'Une modification atteint immédiatement tous les utilisateurs du rôle, et leurs jetons.',
  },
  DELETE_ROLE: { description: 'Supprimer les rôles que personne n’a.' },
  CREATE_PERSONAL_ACCESS_TOKEN: {
    description:
      'Créer pour d’autres des jetons d’accès qui n’ont pas plus de permissions que soi. Pour soi-même, il ne faut aucune permission.',
    warning: 'Qui détient un tel jeton agit au nom de son propriétaire.',
  },
  READ_PERSONAL_ACCESS_TOKEN: {
    description: 'Voir les jetons d’accès de tous et le rapport qui en est fait ; jamais les secrets.',
  },
  UPDATE_PERSONAL_ACCESS_TOKEN: {
    description:
      'Modifier et régénérer les jetons d’accès des autres qui n’ont, avant comme après, pas plus de permissions que soi.',
    warning: 'La régénération montre un secret qui agit au nom du propriétaire.',
  },
  DELETE_PERSONAL_ACCESS_TOKEN: { description: 'Révoquer les jetons d’accès des autres.' },
  READ_TOKEN_HASH: {
    description:
      'Savoir si une valeur est un jeton valable, par les premiers chiffres de son SHA-256, comme les outils qui cherchent des secrets. Ne montre ni noms ni propriétaires.',
  },
  UPDATE_TOKEN_POLICY: {
    description: 'Fixer les règles auxquelles tous les jetons sont soumis, comme leur durée de vie maximale.',
  },
  MANAGE_PERMISSION_SETS: {
    description:
      'Créer, modifier et supprimer des ensembles de permissions pour les jetons ; ne modifier que ceux qui ne donnent que ce que l’on pourrait accorder.',
    warning: 'Une modification atteint immédiatement tous les jetons de l’ensemble.',
  },
  INTROSPECT_TOKEN: {
    description:
      'Demander si un jeton reçu par un service est valide, à qui il appartient et quelles sont ses permissions. Réservé aux jetons des comptes de service.',
  },
  EVALUATE_ACCESS: {
    description:
      'Demander si un utilisateur ou un jeton, désigné par son identifiant, a une permission, partout ou sur une ressource.',
    warning:
      'Une question sur un jeton compte comme une utilisation : le jeton n’est pas révoqué pour inactivité, et ses permissions latentes sont rétablies.',
  },
  PROVISION_PROJECT: { description: 'Créer des projets.' },
  READ_PROJECT: { description: 'Voir tous les projets et leurs analyses.' },
  ADMINISTER_PROJECT: {
    description:
      'Renommer des projets, voir leurs analyses et y accorder des permissions. Sur tous les projets, ou accordé sur un seul.',
  },
  EXECUTE_ANALYSIS: {
    description: 'Soumettre des analyses. Sur tous les projets, ou accordé sur un seul.',
  },
  READ_ALL_LOGS: { description: 'Voir ce qui a été modifié, par qui, et de quoi en quoi.' },
  READ_ACCESS_LOG: { description: 'Voir qui a ouvert quelle fiche.' },
  CREATE_ACCESS_LOG: {
    description: 'Noter que l’on a ouvert une fiche que l’on peut voir, pour les programmes qui la montrent ailleurs.',
  },
  CREATE_APPLICATION_FIREWALL_RULE: {
    description: 'Ajouter des sous-réseaux dont les requêtes sont acceptées si le pare-feu est activé.',
    warning: 'Une règle pour un grand sous-réseau rend le pare-feu inutile.',
  },
  READ_APPLICATION_FIREWALL_RULE: { description: 'Voir les règles du pare-feu.' },
  UPDATE_APPLICATION_FIREWALL_RULE: {
    description: 'Modifier les règles du pare-feu.',
    warning: 'Une règle pour un grand sous-réseau rend le pare-feu inutile.',
  },
  DELETE_APPLICATION_FIREWALL_RULE: {
    description: 'Supprimer des règles du pare-feu.',
    warning: 'Sans la règle, plus personne n’a accès depuis son sous-réseau.',
  },
  UPDATE_SYSTEM_SETTINGS: {
    description:
      'Activer et désactiver le pare-feu, choisir la langue des nouveaux utilisateurs et le fuseau horaire des e-mails.',
    warning: 'Si le pare-feu est désactivé, les requêtes sont acceptées de toutes les adresses.',
  },
  MANAGE_PERMISSIONS: {
    description:
      'Créer, modifier, retirer et supprimer des permissions personnalisées, que d’autres services vérifient.',
    warning: 'Les super-administrateurs ont aussitôt une nouvelle permission, et des services se fient à ces noms.',
  },
  MANAGE_APIS: {
    description:
      'Enregistrer, voir, modifier et supprimer des API : des documents OpenAPI qui disent ce qu’exigent les requêtes aux autres services.',
    warning: 'Ces documents décident qui peut appeler quelle opération des autres services.',
  },
  CREATE_WEBHOOK: {
    description:
      'Créer des webhooks, qui envoient à une URL les événements des jetons, des utilisateurs et des demandes d’accès.',
    warning: 'Un webhook envoie les noms des utilisateurs et des jetons à un autre serveur.',
  },
  READ_WEBHOOK: { description: 'Voir les webhooks et leurs livraisons. Les secrets ne sont jamais affichés.' },
  UPDATE_WEBHOOK: {
    description:
      'Modifier les webhooks, leur donner un nouveau secret, envoyer des événements d’essai et répéter des livraisons.',
    warning: 'Un webhook envoie les noms des utilisateurs et des jetons à un autre serveur.',
  },
  DELETE_WEBHOOK: { description: 'Supprimer des webhooks et leurs livraisons.' },
  CREATE_NOTE: {
    description:
      'Laisser des notes sur les utilisateurs, les rôles, les jetons et les règles du pare-feu que l’on peut voir.',
  },
  UPDATE_NOTE: { description: 'Modifier les notes que l’on a laissées.' },
  DELETE_NOTE: { description: 'Supprimer les notes que l’on a laissées.' },
  ALTER_OTHERS_NOTES: {
    description: 'Avec UPDATE_NOTE ou DELETE_NOTE, modifier ou supprimer les notes des autres.',
  },
};

/** The groups of permissions, by their English names. */
export const groups: Partial<Record<string, string>> = {
  Users: 'Utilisateurs',
  Roles: 'Rôles',
  'Personal access tokens': 'Jetons d’accès',
  Projects: 'Projets',
  Logs: 'Journaux',
  System: 'Système',
  Notes: 'Notes',
};
