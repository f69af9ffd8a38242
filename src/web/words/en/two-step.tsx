/** English for two-step sign-in: one's own second factors, and the setting for everybody. */
import type { ReactNode } from 'react';

const names: Partial<Record<string, (data: string) => string>> = {
  TOTP: () => 'Authenticator app',
  EMAIL: (address) => `Codes by email to ${address}`,
  PASSKEY: (name) => `Passkey “${name}”`,
  RECOVERY_CODES: (left) => (left === '1' ? '1 recovery code left' : `${left} recovery codes left`),
};

export const twoStep = {
  title: 'Two-step sign-in',
  off: 'Only your password protects your account. Add a second step, so that somebody who learns your password cannot sign in.',
  on: 'After your password, signing in asks for one of these. A passkey signs you in by itself. Your access tokens are not affected.',
  noCodes: 'Make recovery codes, so that you can sign in if you lose your phone or passkey.',
  nameOf: (type: string, data: string) => names[type]?.(data) ?? type,
  since: (day: string) => `Added on ${day}`,
  add: {
    TOTP: 'Add an authenticator app',
    PASSKEY: 'Add a passkey',
    EMAIL: 'Add codes by email',
    RECOVERY_CODES: 'Make recovery codes',
  },
  added: 'The second step was added.',
  replace: 'Replace',
  replaceOne: (name: string) => `Replace: ${name}`,
  remove: 'Remove',
  removeOne: (name: string) => `Remove: ${name}`,
  removeTitle: (name: ReactNode) => <>Remove {name}?</>,
  removeText:
    'It no longer works when you sign in. If it is the last second step, recovery codes are removed too, and your password alone signs you in.',
  removed: 'It was removed.',
  code: 'Code',
  verify: 'Verify',
  app: {
    title: 'Authenticator app',
    scan: 'Scan this code with the app, such as one that comes with your phone or password manager.',
    picture: 'QR code with the secret below',
    secret: 'Or enter this secret',
    next: 'Then enter the code that the app shows.',
  },
  email: {
    title: 'Codes by email',
    sent: (address: ReactNode) => (
      <>A code was sent to {address}. Enter it here within 10 minutes. Later codes go to the same address.</>
    ),
  },
  passkey: {
    title: 'New passkey',
    text: 'A passkey is kept by your device, password manager or security key. It signs you in with your fingerprint, face or PIN, without the password.',
    name: 'Name',
    nameHint: 'To tell it from others, such as “Laptop”.',
    act: 'Make the passkey',
    failed: 'No passkey was made. Try again; if the device has one for this account already, use that.',
  },
  codes: {
    title: 'Recovery codes',
    once: 'You see these codes only now. Keep them where you do not lose them together with your phone.',
    text: 'Each works once, in place of the second step. New codes replace all earlier ones.',
    label: 'Your recovery codes',
    download: 'Download',
    notKept: 'You have not copied or downloaded the codes.',
    stay: 'Keep them open',
    done: 'Done',
    closeAnyway: 'Close anyway',
  },
  required: {
    title: 'Add a second step to your sign-in',
    text: 'Here everybody signs in with a second step. Add one to continue:',
    app: 'An authenticator app on your phone, which shows a new code every 30 seconds.',
    passkey: 'A passkey: your fingerprint, face or PIN on this or another device.',
    email: 'Codes that are emailed to you, if this server sends emails.',
  },
  confirm: {
    text: 'This change requires your password and a code of your second step, or a passkey.',
    hint: 'From your authenticator app or your email, or a recovery code.',
    send: 'Email me a code',
    sent: 'A code was sent.',
    passkey: 'Use a passkey',
    failed: 'The passkey was not used. Try again, or use your password.',
  },
  setting: {
    intro: 'Whether people need more than a password to sign in. Access tokens are not affected.',
    label: 'Everybody must have a second step',
    text: 'People without one can only add one, from now on, also where they are signed in already. Add one to your own account first.',
    save: 'Save',
    saved: 'The setting was changed.',
  },
  reset: {
    open: 'Reset two-step sign-in',
    title: (name: ReactNode) => <>Reset the two-step sign-in of {name}?</>,
    text: 'Removes all their second steps and recovery codes. Their password alone signs them in until they add a second step again. Make sure that it is really this person who asks. They get an email.',
    act: 'Reset',
    done: 'The two-step sign-in was reset.',
  },
};
