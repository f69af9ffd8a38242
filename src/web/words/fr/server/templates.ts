/** French for the templates of permissions, by their names. */
import type { TemplateText } from '../../../api/server-texts.ts';

export const templates: Partial<Record<string, Omit<TemplateText, 'name'>>> = {
  CI: { title: 'Serveur de build', description: 'Créer des projets et soumettre des analyses.' },
  DASHBOARD: {
    title: 'Tableau de bord',
    description: 'Montrer les utilisateurs, les rôles, les projets et l’état de tous les jetons.',
  },
  INVITATIONS: {
    title: 'Invitations',
    description: 'Créer des utilisateurs dans un rôle, pour un programme qui invite des personnes.',
  },
  READ_ONLY: { title: 'Lecture seule', description: 'Tout voir, ne rien modifier.' },
  SCANNER: {
    title: 'Détecteur de secrets',
    description: 'Savoir quelles valeurs trouvées ailleurs sont des jetons valides, et rien d’autre.',
  },
  SINGLE_DOCUMENT: {
    title: 'Un seul document',
    description: 'Exécuter un seul document GraphQL, avec exactement les permissions qu’il lui faut.',
  },
};
