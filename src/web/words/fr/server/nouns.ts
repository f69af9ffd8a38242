/** French for what permissions are about, and for their names, which are a verb and a noun. */
import type { PermissionNames } from '../../../api/server-texts.ts';

/** By their English names. */
export const nouns: Partial<Record<string, string>> = {
  Users: 'les utilisateurs',
  'Password policy': 'les règles des mots de passe',
  'Access requests': 'les demandes d’accès',
  'Second-factor settings': 'les règles de la connexion en deux étapes',
  Roles: 'les rôles',
  'Personal access tokens': 'les jetons d’accès',
  'Token hashes': 'les empreintes de jetons',
  'Token policy': 'les règles des jetons',
  'Permission sets': 'les ensembles de permissions',
  'Tokens that services receive': 'les jetons que reçoivent les services',
  'Access of users and tokens': 'l’accès des utilisateurs et des jetons',
  Projects: 'les projets',
  Analyses: 'les analyses',
  'Change log entries': 'les entrées du journal des modifications',
  'Access log entries': 'les entrées du journal des consultations',
  'Firewall rules': 'les règles du pare-feu',
  'System settings': 'les réglages du système',
  'Custom permissions': 'les permissions personnalisées',
  APIs: 'les API',
  Webhooks: 'les webhooks',
  Notes: 'les notes',
  'Notes of other users': 'les notes des autres',
};

export const verbs: Partial<Record<string, string>> = {
  READ: 'Voir',
  INTROSPECT: 'Vérifier',
  EVALUATE: 'Évaluer',
  CREATE: 'Créer',
  UPDATE: 'Modifier',
  DELETE: 'Supprimer',
  MANAGE: 'Gérer',
  PROVISION: 'Créer',
  ADMINISTER: 'Administrer',
  EXECUTE: 'Soumettre',
  ALTER: 'Modifier',
};

/** What these make does not exist before. */
const makes = ['CREATE', 'PROVISION', 'EXECUTE'];

/** The noun alone, without its article. */
export function nounOf(english: string): string {
  const noun = nouns[english]?.replace(/^(les |l’)/, '') ?? english;
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

export function titleOf({ name, title, noun }: PermissionNames): string {
  const [verb = ''] = name.split('_');
  const [does, what] = [verbs[verb], nouns[noun]];
  // The texts of custom permissions are the administrator's.
  if (!does || !what) return title;
  return `${does} ${makes.includes(verb) ? what.replace(/^les /, 'des ') : what}`;
}
