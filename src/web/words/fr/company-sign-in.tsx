/** French for accounts at sign-in providers. */
import type { Words } from '../en/words.ts';

export const companySignIn: Words['companySignIn'] = {
  title: 'Connexion d’entreprise',
  none: 'Reliez votre compte d’entreprise, et connectez-vous avec lui à la place de votre mot de passe.',
  linked: 'Vous vous connectez avec ces comptes d’entreprise.',
  used: (linked, used) => `Relié le ${linked}, utilisé le ${used}`,
  link: (provider) => `Relier votre compte chez ${provider}`,
  remove: 'Retirer',
  removeOne: (provider) => `Retirer le lien : ${provider}`,
  removeTitle: (provider) => <>Retirer le lien vers {provider} ?</>,
  removeText: 'Ce compte ne permettra plus de se connecter ici, et les sessions ouvertes avec lui prendront fin.',
  removed: 'Le lien a été retiré.',
  confirmAt: (provider) => `Se reconnecter chez ${provider}`,
  confirm: 'Cette modification demande que vous vous reconnectiez.',
  confirmOr: 'Cette modification demande votre mot de passe, ou que vous vous reconnectiez.',
  opened: 'Connectez-vous sur la page qui s’est ouverte, puis continuez ici.',
  continue: 'Continuer',
};
