/** French for the reasons of refusals. A reason about a value is shown beside its field. */
import type { RefusalReason, Values } from '../../../api/refusal.ts';
import { formats } from '../../formats.ts';
import { plural } from '../../plural.ts';

const n = plural('fr');
const { calendarDay, list, number } = formats('fr');

/** What a value must be, by the name of its type. */
const types: Partial<Record<string, string>> = {
  EmailAddress: 'Ce n’est pas une adresse e-mail.',
  Numeric: 'Ce ne sont pas seulement des chiffres, ou il y en a plus de 32.',
  SubnetScalar: 'Ce doivent être des sous-réseaux en notation CIDR, comme 192.0.2.0/24.',
};

export const reasons: Record<RefusalReason, (values: Values) => string> = {
  BLANK: () => 'À remplir.',
  EMPTY: () => 'Choisissez au moins un élément.',
  TOO_SHORT: ({ least }) => `Il faut au moins ${n(least, 'caractère', 'caractères')}.`,
  TOO_LONG: ({ most }) => `Au plus ${n(most, 'caractère', 'caractères')}.`,
  TOO_MANY: ({ most }) => `Au plus ${number(most)}.`,
  OUT_OF_RANGE: ({ least, most }) => `De ${number(least)} à ${number(most)}.`,
  INVISIBLE: () => 'Les caractères de contrôle ou de mise en forme invisibles ne sont pas admis.',
  CONTROL_CHARACTERS: () => 'Les caractères de contrôle et les caractères Unicode incomplets ne sont pas admis.',
  SPACES: () => 'Les espaces ne sont pas admises.',
  NOT_OF_TYPE: ({ type }) => types[type] ?? 'Cette valeur n’a pas la forme voulue.',
  NOT_A_KEY: ({ most }) => `De 1 à ${number(most)} lettres, chiffres ou caractères parmi - _ . :`,
  NOT_A_SUBNET: () => 'Ce doivent être des sous-réseaux en notation CIDR, comme 192.0.2.0/24.',
  NOT_A_RESOURCE: ({ most }) =>
    `Ce doivent être des ressources comme customer:42 : un type, deux-points et un identifiant de ${number(most)} caractères au plus, sans espace.`,
  NO_PATTERNS: () =>
    'Le caractère * n’est pas admis : chaque entrée est une seule ressource, car il n’y a pas de motifs.',
  NO_SUCH_KIND: ({ kind }) => `Aucune permission personnalisée ne déclare le type de ressource ${kind}.`,
  NOT_A_KIND: () =>
    'Un type a de 1 à 64 lettres minuscules sans accent, chiffres, traits d’union ou tirets bas, et une lettre au début.',
  KIND_BUILT_IN: ({ kind }) => `Le type ${kind} est celui de Latchkey.`,
  NOT_AN_ADDRESS: () => 'Ce doit être une adresse IPv4 ou IPv6, ou un sous-réseau en notation CIDR.',
  NOT_A_TIME_ZONE: () => 'Ce doit être le nom d’un fuseau horaire, comme Europe/Paris.',
  NOT_A_URL: () => 'Ce doit être une URL https, comme https://example.com/events.',
  NOT_HTTPS: () => 'Elle doit commencer par https : ce serveur n’admet pas de webhook en http.',
  URL_WITH_PASSWORD: () => 'Un nom d’utilisateur ou un mot de passe n’y est pas admis.',
  PRIVATE_ADDRESS: () => 'Elle ne doit pas mener à une adresse privée, locale ou de bouclage.',
  NOT_EVENT_TYPES: ({ types }) => `Seuls ces types d’événements existent : ${types}.`,
  TOO_EARLY: () => 'Au plus tôt demain, en UTC.',
  TOO_LATE: ({ days, last }) => `Au plus dans ${n(days, 'jour', 'jours')} : le ${calendarDay(last)} au plus tard.`,
  END_REQUIRED: () => 'Le jeton a expiré : choisissez le jour de sa nouvelle expiration.',
  EASY_TO_GUESS: ({ score, least }) =>
    `Trop facile à deviner : ${score} sur 4, il faut ${least}. Quelques mots peu courants conviennent bien.`,
  NO_LETTER_AND_DIGIT: () => 'Il faut une lettre et un chiffre.',
  ONE_CASE: () => 'Il faut une majuscule et une minuscule.',
  NO_SPECIAL_CHARACTER: () => 'Il faut un caractère spécial : une espace, un signe de ponctuation ou un symbole.',
  BREACHED: () =>
    'Il figure dans des fuites de données : les attaquants l’essaient en premier. Choisissez-en un autre.',
  ALWAYS_SENT: ({ type }) => `Les e-mails sur la sécurité, comme ${type}, sont toujours envoyés.`,
  WRONG_CODE: () => 'Ce code est faux, a déjà servi ou a expiré.',
  CODE_REQUIRED: () => 'À remplir : votre connexion a une seconde étape.',
  PASSKEY_REFUSED: () => 'Cette clé d’accès n’a pas été acceptée. Réessayez.',
  NO_SMS: () => 'Ce serveur n’envoie pas de SMS.',
  NO_DATA: () => 'Seules les clés d’accès ont un nom à changer.',
  WRONG_PASSWORD: () => 'Ce n’est pas votre mot de passe.',
  NO_SUCH_TYPE: ({ types }) => `Ce doit être un de ces types : ${types}.`,
  NO_NOTES: ({ type }) => `Les fiches de type ${type} n’ont pas de notes.`,
  NOT_A_PERMISSION_NAME: () =>
    'De 3 à 64 lettres majuscules sans accent, chiffres ou tirets bas, et une lettre au début.',
  NAME_BUILT_IN: () => 'C’est le nom d’une permission de Latchkey.',
  NO_SUCH_PERMISSION: ({ permission }) => `La permission ${permission} n’existe pas.`,
  NO_SUCH_ROLE: () => 'Ce rôle n’existe plus.',
  NO_SUCH_PERMISSION_SET: () => 'Cet ensemble de permissions n’existe plus.',
  OWNER_DISABLED: () => 'Cet utilisateur est désactivé.',
  HELD_ALREADY: ({ permissions }) => `Ne demandez que ce qui manque : ${list([permissions].flat())} est déjà là.`,
  NO_SUCH_TOKEN: () => 'Ce doit être un de vos jetons, de type utilisateur, et en état de fonctionner.',
  TOO_LONG_TOGETHER: ({ most }) => `Les documents ont ensemble ${n(most, 'caractère', 'caractères')} au plus.`,
  NOT_FOR_TOKENS: ({ methods }) => `Aucun jeton ne peut appeler ${list([methods].flat())}.`,
  NO_SUCH_OPERATION: () => 'Ce doit être le nom d’une des opérations du document.',
  NOT_JSON: () => 'Ce n’est pas du JSON valide.',
  POLLUTED: () => 'Le nom « __proto__ » n’est pas admis.',
  TOO_DEEP: ({ most }) => `Il y a plus de ${most} niveaux.`,
  TOO_MANY_VALUES: ({ most }) => `Il y a plus de ${most} valeurs.`,
  NOT_AN_OBJECT: () => 'Ce doit être un objet JSON.',
  NOT_DECLARED: ({ variable }) => `L’opération ne déclare pas ${variable}.`,
  NOT_AN_API_NAME: () =>
    'De 1 à 64 lettres minuscules, chiffres ou caractères parmi « -_. », en commençant par une lettre ou un chiffre.',
  NOT_YAML: () => 'Ce n’est ni du JSON ni du YAML.',
  NOT_YAML_AT: ({ line }) => `La ligne ${line} n’est pas valide en JSON ni en YAML, ou un nom y figure deux fois.`,
  NOT_OPENAPI: () => 'Ce doit être un document OpenAPI, version 3.0 ou 3.1.',
  MISSHAPED: ({ place }) => `Cette valeur n’est pas du type que définit OpenAPI : ${place}.`,
  TOO_MANY_AT: ({ most, place }) => `Une liste a plus de ${most} éléments : ${place}.`,
  KIND_NOT_DECLARED: ({ kind, permission, place }) =>
    `La ressource est du type ${kind}, que la permission ${permission} ne déclare pas : ${place}.`,
  UNKNOWN_EXTENSION: ({ place }) =>
    `contient une extension inconnue : ${place}. Il y a \`x-latchkey-permission\` et \`x-latchkey-resource\`.`,
  UNKNOWN_FIELD: ({ place }) => `OpenAPI ne définit pas ce champ pour un chemin : ${place}.`,
  REFERENCE: ({ place }) => `Un chemin ne peut pas être une référence ($ref) : ${place}.`,
  NO_OPERATIONS: () => 'Il n’y a aucune opération.',
  MOST_OPERATIONS: ({ most }) =>
    `Il y a plus de ${number(most)} opérations, chacune étant comptée pour chaque chemin de base de ses serveurs.`,
  NO_PERMISSION: ({ place }) =>
    `Rien ne dit ce qu’exige ${place}. Nommez des permissions dans « security » ou « x-latchkey-permission », ou une liste vide si tout jeton valide suffit.`,
  OPEN_ALTERNATIVE: ({ place }) => `Toutes les possibilités doivent nommer des permissions, ou aucune : ${place}.`,
  UNKNOWN_PERMISSION_AT: ({ permission, place }) => `${permission} n’est pas une permission : ${place}.`,
  WRONG_RESOURCE: ({ place, example }) =>
    `Il faut un type et un identifiant ou un paramètre du chemin, comme ${example} : ${place}.`,
  WRONG_SERVER: ({ place }) =>
    `Il faut des URL avec un chemin, ou des chemins seuls, sans variables dans le chemin et sans requête : ${place}.`,
  WRONG_PATH: ({ path }) =>
    `Le chemin ${path} n’est pas admis. Chaque partie entre deux barres est un texte ou un seul paramètre entre accolades, sans point-virgule, espace ni segment formé de points.`,
  AMBIGUOUS_PATHS: ({ first, second }) => `Ces chemins peuvent correspondre à la même requête : ${first} et ${second}.`,
  TAKEN: () => 'C’est déjà pris.',
  TOKEN_NAME_TAKEN: () => 'Il y a déjà un jeton de ce nom.',
  MOST_TOKENS: ({ most }) =>
    `Il y a déjà ${n(most, 'jeton', 'jetons')}, et ce nombre est le maximum. Révoquez-en un d’abord.`,
  MOST_REQUESTS: ({ most }) =>
    `Il y a déjà ${n(most, 'demande', 'demandes')} en attente, et ce nombre est le maximum. Retirez-en une d’abord.`,
  MOST_REQUESTS_AN_HOUR: ({ most }) =>
    `Vous avez fait ${n(most, 'demande', 'demandes')} en une heure, et ce nombre est le maximum. Réessayez plus tard.`,
  ROLE_IN_USE: ({ role }) => `Des utilisateurs ont le rôle ${role}. Donnez-leur d’abord un autre rôle.`,
  ROLE_IN_USE_BY: ({ role, users }) =>
    `Des utilisateurs ont le rôle ${role} : ${users}. Donnez-leur d’abord un autre rôle.`,
  ROLE_IN_USE_BY_MANY: ({ role, users }) =>
    `Des utilisateurs ont le rôle ${role} : ${users} et d’autres. Donnez-leur d’abord un autre rôle.`,
  PERMISSION_SET_IN_USE: ({ set }) => `Des jetons sont limités à l’ensemble ${set}.`,
  PERMISSION_SET_BUILT_IN: ({ set }) =>
    `L’ensemble ${set} est fourni avec Latchkey et ne peut pas être modifié. Créez-en un à vous.`,
  KINDS_DECLARED: () =>
    'Les types de ressource d’une permission ne changent pas, car des jetons s’y limitent. Créez une autre permission.',
  PERMISSION_IN_USE: ({ permission }) =>
    `La permission ${permission} est attribuée et ne peut pas être supprimée. Retirez-la plutôt.`,
  PERMISSION_REQUIRED: ({ permission }) =>
    `Le document OpenAPI d’une API exige la permission ${permission}, qui ne peut donc pas être supprimée. Toutes les requêtes qui l’exigent seraient refusées.`,
  PERMISSION_REQUIRED_BY: ({ permission, apis }) =>
    `Les documents OpenAPI de ces API exigent la permission ${permission}, qui ne peut donc pas être supprimée : ${list([apis].flat())}. Toutes les requêtes qui l’exigent seraient refusées. Modifiez d’abord les documents.`,
  PERMISSION_RETIRED: ({ permissions }) =>
    `Les permissions retirées ne peuvent plus être accordées : ${list([permissions].flat())}.`,
  MOST_PERMISSIONS: ({ most }) =>
    `Il y a déjà ${number(most)} permissions personnalisées, le maximum. Supprimez-en une d’abord.`,
  MOST_WEBHOOKS: ({ most }) => `La limite de ${number(most)} webhooks est atteinte. Supprimez-en un d’abord.`,
  MOST_APIS: ({ most }) => `La limite de ${number(most)} API est atteinte. Supprimez-en une d’abord.`,
  WEBHOOK_DISABLED: () => 'Ce webhook est désactivé. Activez-le d’abord.',
  MOST_FIREWALL_RULES: ({ most }) => `La limite de ${number(most)} règles est atteinte. Supprimez-en une d’abord.`,
  LOCKED_OUT: ({ address }) =>
    `Le pare-feu refuserait alors votre propre adresse ${address}. Ajoutez d’abord une règle pour elle.`,
  FIREWALL_WITHOUT_RULES: () =>
    'Le pare-feu n’aurait aucune règle et refuserait tout. Ajoutez d’abord une règle pour votre propre adresse.',
  LAST_SUPER_ADMIN: () => 'Le dernier super administrateur activé ne peut être ni désactivé ni rétrogradé.',
  FACTOR_EXISTS: () => 'C’est déjà enregistré. Retirez-le d’abord, ou remplacez-le.',
  NO_SUCH_FACTOR: () => 'Vous ne l’avez pas enregistré.',
  NOTHING_TO_VERIFY: () => 'Il n’y a rien à vérifier. Recommencez.',
  NOTHING_TO_REENROLL: () => 'Retirez-le et ajoutez-le de nouveau.',
  FACTOR_FIRST: () => 'Ajoutez d’abord une seconde étape : les codes de secours ne font que la remplacer.',
  LAST_FACTOR: () => 'Ici, tout le monde se connecte en deux étapes, et c’est votre dernière seconde étape.',
  NO_MAIL_SERVER: () => 'Ce serveur n’envoie pas d’e-mail, donc pas de codes.',
  MOST_PASSKEYS: ({ most }) => `Vous avez ${n(most, 'clé d’accès', 'clés d’accès')}, c’est le maximum. Retirez-en une.`,
  OWN_FACTOR_FIRST: () =>
    'Ajoutez d’abord une seconde étape à votre propre compte : sinon, vous ne pourriez plus rien faire d’autre.',
  USER_DISABLED: () => 'Cet utilisateur est désactivé.',
  NO_PASSWORD: () => 'Un compte de service n’a pas de mot de passe.',
  FENCED_SECRET: () => 'doit être 0, car l’ancienne valeur est bloquée depuis la restauration de la base de données.',
  REVOKED: () => 'Ce jeton a été révoqué. Créez-en un nouveau, ou copiez-le.',
  SECRET_REPLACED: () => 'Le jeton a un autre secret maintenant, car il a été régénéré entre-temps.',
  JUST_REGENERATED: () => 'Ce jeton vient d’être régénéré. Attendez dix secondes pour recommencer.',
  USES_NOT_WRITTEN: () =>
    'Un processus du serveur ne répond pas : on ne sait pas ce qui vient d’y être utilisé. Réessayez dans une demi-minute.',
  NOTHING_TAKEN: () => 'Il n’y a rien à enlever à ce jeton.',
  NOTHING_LEFT: () => 'Il ne resterait rien de ce que peut ce jeton : révoquez-le plutôt.',
  ASKER_DISABLED: () => 'La personne qui demande est désactivée.',
  ASKED_FOR_REVOKED: () => 'Le jeton concerné a été révoqué.',
  NOT_WAITING: () => 'Cette demande n’est plus en attente.',
  NEEDS_ON_PROJECT: ({ permission, project }) => `Il faut ${permission} sur le projet ${project}.`,
  NEEDS_FOR_ANSWER: ({ permissions }) => `Pour lire cette réponse, il faut ${list([permissions].flat())}.`,
  NEEDS_FOR_OTHERS: ({ permission }) => `Pour les jetons des autres, il faut ${permission}.`,
  NOTE_OF_OTHERS: ({ permission }) => `Pour les notes des autres, il faut ${permission}.`,
  BEYOND_ONESELF: () => 'Personne n’accorde des permissions sans les avoir soi-même.',
  ROLE_BEYOND_ONESELF: () => 'Ce rôle donne ce que vous ne pourriez pas accorder : vous ne pouvez pas le modifier.',
  PERMISSION_SET_BEYOND_ONESELF: () =>
    'Cet ensemble donne ce que vous ne pourriez pas accorder : vous ne pouvez pas le modifier.',
  FOR_A_WHILE: () => 'Des permissions accordées pour un temps, ou à un seul jeton, ne peuvent pas être transmises.',
  USER_BEYOND_ONESELF: () => 'Cet utilisateur peut des choses que vous ne pouvez pas : vous ne pouvez pas le modifier.',
  USER_IS_SUPER_ADMIN: () => 'Seul un super administrateur peut modifier un super administrateur.',
  RESET_FOR_ONESELF: () => 'Cela ne vaut que pour les autres. Retirez vos propres secondes étapes dans votre profil.',
  LINK_FOR_ONESELF: () => 'Un tel lien est pour les autres. Changez votre propre mot de passe dans votre profil.',
  TOKEN_BEYOND_ONESELF: () => 'Le jeton pourrait ce que vous ne pouvez pas.',
  TOKEN_OF_SUPER_ADMIN: () => 'Le jeton pourrait ce que seul un super administrateur peut.',
  TOKEN_BEYOND_ISSUER: () =>
    'Ce jeton se limite à ce que pouvait accorder qui l’a créé ou régénéré pour son propriétaire. Créez plutôt un nouveau jeton.',
  TOKEN_BEYOND_OWNER: () => 'Le propriétaire du jeton n’a pas toutes ces permissions.',
  ANALYSIS_FOR_OTHERS: () =>
    'Chacun crée ses propres jetons d’analyse ; pour d’autres, seuls ceux des comptes de service sont permis.',
  ANALYSIS_BEYOND_OWNER: () => 'Le propriétaire du jeton ne peut plus y faire d’analyses.',
  ANALYSIS_OF_ALL: () => 'Un jeton d’analyse globale demande EXECUTE_ANALYSIS sur tous les projets.',
  OPENS_ESCALATION: ({ methods }) =>
    `Les règles des jetons le refusent : cela mènerait à davantage, par ${list([methods].flat())}.`,
  OWN_REQUEST: () => 'Personne ne décide de sa propre demande.',
  POLICY_JUST_CHANGED: () => 'La politique des mots de passe vient de changer. Envoyez de nouveau le mot de passe.',
  JUST_CHANGED: () => 'Vos permissions viennent de changer. Réessayez.',
  STRENGTH_UNKNOWN: () => 'La force du mot de passe n’a pas pu être estimée à temps. Réessayez dans une minute.',
  ADDRESS_REFUSED: ({ address }) => `Les requêtes de l’adresse ${address} ne sont pas acceptées.`,
  MOST_REQUESTS_A_MINUTE: ({ most, seconds }) =>
    `La limite de ${number(most)} requêtes par minute est atteinte. Réessayez dans ${n(seconds, 'seconde', 'secondes')}.`,
  MOST_CODES: () =>
    'Trop de codes faux. Réessayez plus tard : il y a 5 essais par minute, 15 par heure et 30 par jour.',
  MOST_CODES_SENT: () => 'Trop de codes ont été envoyés. Attendez 15 minutes.',
  PROVIDER_AWAY: ({ provider }) => `${provider} ne répond pas. Réessayez plus tard, ou connectez-vous autrement.`,
  PROVIDER_REFUSED: ({ provider }) =>
    `${provider} n’a pas confirmé qui vous êtes. Réessayez. Si cela échoue encore, adressez-vous à votre administrateur.`,
  PROVIDER_CANCELLED: ({ provider }) => `Vous ne vous êtes pas connecté chez ${provider}.`,
  NO_LINKED_USER: ({ provider }) => `Votre compte chez ${provider} n’appartient à aucun utilisateur d’ici.`,
  USER_NOT_ADMITTED: () => 'Vous ne pouvez pas vous connecter. Adressez-vous à votre administrateur.',
  NO_ROLE_AT_PROVIDER: ({ provider }) => `Votre compte chez ${provider} n’a aucun rôle qui peut utiliser ce serveur.`,
  ROLE_OF_PROVIDER_MISSING: ({ role, provider }) => `Le rôle ${role}, que vous donne ${provider}, n’existe pas.`,
  USER_NOT_CREATED: ({ provider }) => `Aucun utilisateur n’a pu être créé pour votre compte chez ${provider}.`,
  OTHER_IDENTITY_LINKED: ({ provider }) => `Votre utilisateur est relié à un autre compte chez ${provider}.`,
  IDENTITY_TAKEN: ({ provider }) => `Ce compte chez ${provider} est relié à un autre utilisateur.`,
  OTHER_ACCOUNT: ({ provider }) =>
    `Vous vous êtes connecté chez ${provider} avec un compte qui n’est pas relié à vous.`,
  NOT_SIGNED_IN_AGAIN: ({ provider }) => `${provider} ne vous a pas demandé de vous reconnecter.`,
  NO_SUCH_PROVIDER: () => 'Ce fournisseur de connexion n’existe plus.',
  MOST_LINKS_SENT: () => 'Trop de liens ont été envoyés. Attendez 15 minutes.',
  LAST_WAY_TO_SIGN_IN: () =>
    'C’est votre seul moyen de vous connecter. Choisissez d’abord un mot de passe, ajoutez une clé d’accès ou reliez un autre compte.',
  SIGN_IN_REFUSED: () => 'Le nom d’utilisateur ou le mot de passe est incorrect.',
  PASSWORDS_BUSY: () => 'Trop de mots de passe sont vérifiés en même temps. Réessayez dans quelques secondes.',
  MOST_ATTEMPTS: () => 'Trop d’essais. Réessayez plus tard.',
  SIGN_IN_EXPIRED: () => 'Cette connexion a expiré. Connectez-vous de nouveau.',
  PASSKEY_FENCED: () =>
    'Cette clé d’accès est bloquée depuis la restauration de la base de données. Connectez-vous une fois avec votre mot de passe, puis avec elle.',
  CODE_REFUSED: () => 'Le code est faux, a déjà servi ou a expiré.',
  MOST_PASSWORDS: () => 'Trop de mots de passe erronés. Attendez un quart d’heure.',
};
