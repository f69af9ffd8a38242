/** English for accounts at sign-in providers. */
import type { ReactNode } from 'react';

export const companySignIn = {
  title: 'Company sign-in',
  none: 'Link your company account, and sign in with it in place of your password.',
  linked: 'You sign in with these company accounts.',
  used: (linked: string, used: string) => `Linked on ${linked}, last used on ${used}`,
  link: (provider: string) => `Link your account at ${provider}`,
  remove: 'Remove',
  removeOne: (provider: string) => `Remove the link: ${provider}`,
  removeTitle: (provider: ReactNode) => <>Remove the link to {provider}?</>,
  removeText: 'The account no longer signs in here, and the sessions that began with it end.',
  removed: 'The link was removed.',
  confirmAt: (provider: string) => `Sign in again at ${provider}`,
  confirm: 'This change requires that you sign in again.',
  confirmOr: 'This change requires your password, or that you sign in again.',
  opened: 'Sign in on the page that was opened, then continue here.',
  continue: 'Continue',
};
