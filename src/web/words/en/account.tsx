/** English for the user's own account. */
import type { ReactNode } from 'react';

export const account = {
  title: 'Profile',
  intro: 'Your profile, your preferences, your password, and the browsers in which you are signed in.',
  saved: 'Your changes were saved.',
  profile: {
    title: 'About you',
    username: 'Your user name is',
    name: 'Name',
    public_name: 'Public name',
    public_name_hint: 'Shown to people outside the organisation.',
    email_address: 'Email address',
    pending: (address: ReactNode) => (
      <>
        Open the link that was sent to {address}, in this browser and within 24 hours. Until then the address above
        stays.
      </>
    ),
    email_address_hint: 'Links to set a password are sent there, so a change requires your password.',
    mobile_number: 'Mobile number',
    mobile_number_hint: 'Digits only, with the country code.',
  },
  mayDo: {
    title: 'What you may do',
    superAdmin: 'Everything: you are a super admin.',
    role: (role: string) => `With the role ${role}.`,
    nothing: 'You have no permissions. You can request some.',
    request: 'Request permissions',
  },
  preferences: {
    title: 'Preferences',
    language: 'Language',
    rows: 'Rows per page in tables',
    navigation: 'Navigation beside the page on wide screens',
  },
  emails: {
    title: 'Emails',
    text: 'Choose the emails that you get.',
    optional: {
      TOKEN_EXPIRES_SOON: 'One of your tokens expires soon',
      TOKEN_EXPIRED: 'One of your tokens has expired',
      TOKEN_UNUSED: 'One of your tokens will be revoked, because it is not used (this happens also without the email)',
      LATENT_PERMISSIONS_NEEDED: 'A program needed permissions that were taken off its token',
      ACCESS_REQUESTED: 'Somebody requests permissions that you can grant',
      ACCESS_DECIDED: 'Your request for permissions was granted or declined',
      WEBHOOK_FAILING: 'A webhook has accepted nothing for a day, gave up an event or was turned off by its receiver',
    },
    always: 'About security, and always sent:',
    security: [
      'links to set your password',
      'the use of one of your revoked tokens',
      'permissions that one of your tokens got back because it used them',
    ],
  },
  password: {
    title: 'Password',
    text: 'A new password signs you out of all other browsers. Your access tokens keep working.',
    current: 'Current password',
    new: 'New password',
    change: 'Change the password',
    changed: 'Your password was changed, and you were signed out of all other browsers.',
  },
  sessions: {
    title: 'Where you are signed in',
    text: 'A browser you do not know? Sign out of it, then change your password.',
    columns: {
      browser: 'Browser',
      address: 'Address',
      created: 'Signed in',
      seen: 'Last seen',
      ends: 'Ends',
      actions: 'Actions',
    },
    on: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: 'Unknown browser',
    current: 'This browser',
    end: 'Sign out',
    endOne: (name: string) => `Sign out of ${name}`,
    endOthers: 'Sign out of all others',
    ended: 'Signed out.',
  },
};
