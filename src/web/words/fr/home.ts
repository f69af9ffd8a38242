/** French for the home page. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('fr');

export const home: Words['home'] = {
  title: 'Accueil',
  intro: 'Ce qui demande votre attention, et ce qui vient ensuite.',
  attention: 'À faire',
  settings: 'Réglages recommandés',
  needAttention: 'à regarder',
  nothing: 'Rien ne demande votre attention.',
  subjects: {
    requests: {
      title: (count) => `${n(count, 'demande d’accès', 'demandes d’accès')} à décider`,
      text: 'Des utilisateurs attendent une réponse.',
    },
    expiring: {
      title: (count) => `${n(count, 'jeton expire', 'jetons expirent')} d’ici 30 jours`,
      text: 'Les programmes qui les utilisent s’arrêtent alors, à moins d’en recevoir de nouveaux.',
    },
    unused: {
      title: (count) => `${n(count, 'jeton n’a pas servi', 'jetons n’ont pas servi')} depuis 90 jours`,
      text: 'Personne ne remarquera leur révocation, mais qui en trouve un peut l’utiliser.',
    },
    odd: {
      title: (count) => `${n(count, 'jeton a servi', 'jetons ont servi')} depuis un nouveau réseau`,
      text: 'Depuis 30 jours. Si personne n’a déplacé le programme, le jeton est peut-être en de mauvaises mains.',
    },
  },
  weaknesses: {
    ownFactor: {
      title: 'Votre connexion n’a pas de seconde étape',
      text: 'Qui apprend votre mot de passe est vous. Ajoutez une application, une clé d’accès ou un code par e-mail.',
    },
    everybodysFactor: {
      title: 'On peut se connecter sans seconde étape',
      text: 'Seuls des mots de passe protègent les comptes.',
    },
    passwords: {
      title: 'Les règles des mots de passe sont faibles',
      text: 'Elles acceptent des mots de passe de moins de 12 caractères, ou faciles à deviner.',
    },
    lifetime: {
      title: 'Les jetons peuvent vivre sans fin',
      text: 'La politique des jetons ne fixe aucune durée maximale.',
    },
    unusedTokens: {
      title: 'Les jetons inutilisés restent valides',
      text: 'La politique des jetons ne les révoque pas.',
    },
    sessionParameter: {
      title: 'Les jetons sont acceptés dans les URL',
      text: 'Les URL finissent dans les journaux et les historiques des navigateurs.',
    },
    escalations: {
      title: 'Une modification peut ouvrir des escalades',
      text: 'La politique des jetons ne refuse pas les rôles et les jetons qui mènent à plus qu’ils ne disent.',
    },
  },
  next: {
    title: 'Les jetons qui expirent d’ici 90 jours',
    ofAll: 'De tous les utilisateurs',
    chart: 'Les jetons qui expirent, par semaine',
    week: 'Semaine du',
    tokens: 'Jetons',
    perWeek: (week, count) => `Semaine du ${week} : ${n(count, 'jeton', 'jetons')}`,
    none: 'Aucun jeton n’expire d’ici 90 jours.',
    more: (count) => `et ${count} de plus`,
  },
};
