/** French for the pages about APIs. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const apis: Words['apis'] = {
  title: 'API',
  empty: {
    title: 'Il n’y a pas encore d’API',
    text: 'Ajoutez le document OpenAPI d’un service, et Latchkey sait quelle permission chacune de ses opérations exige.',
  },
  intro:
    'D’autres services derrière un proxy inverse. Latchkey trouve dans leurs documents OpenAPI la permission qu’exige chaque requête.',
  searchLabel: 'Rechercher des API',
  create: 'Enregistrer une API',
  columns: {
    name: 'Nom',
    operations: 'Opérations',
    changed: 'Modifiée',
    operation: 'Opération',
    requires: 'Exige',
  },
  nameHint:
    'Des lettres minuscules, des chiffres et - _ . comme boutique. Il ne peut pas changer ensuite, car la configuration du proxy le contient.',
  description: 'Ce qu’elle est',
  file: 'Fichier OpenAPI',
  document: 'Document OpenAPI',
  documentHint:
    'Version 3.0 ou 3.1, en JSON ou en YAML. Chaque opération nomme ses permissions : dans security, ou par x-latchkey-permission.',
  createTitle: 'Enregistrer une API',
  createIntro: 'Toute requête qui n’est pas une opération du document sera refusée.',
  createAct: 'Enregistrer l’API',
  created: 'L’API a été enregistrée.',
  check: 'La vérification du proxy',
  checkText: 'Le proxy demande avec ce chemin, et envoie la méthode et le chemin de la requête.',
  checkUrl: 'Chemin',
  operations: 'Opérations',
  searchOperations: 'Rechercher des opérations',
  anyToken: 'Tout jeton valide',
  requires: (text) => text.replaceAll(' and ', ' et ').replaceAll(' or ', ' ou '),
  on: 'sur',
  edit: 'Modifier',
  editTitle: 'Modifier l’API',
  save: 'Enregistrer',
  saved: 'L’API a été modifiée.',
  delete: 'Supprimer',
  deleteTitle: (name) => <>Supprimer {name} ?</>,
  operationCount: (count) => `${n(count, 'opération est admise', 'opérations sont admises')} par elle actuellement.`,
  deleteText: 'Les proxys qui la nomment refuseront toutes les requêtes.',
  deleted: 'L’API a été supprimée.',
};
