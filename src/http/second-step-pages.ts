/** The page of the second step of signing in, in the user's language. */
import { html } from 'hono/html';
import { type Language, languages } from '../domain/base/languages.ts';
import type { ReasonName } from '../domain/base/reasons.ts';
import { alert, type Fault, page, passkeyButton } from './sign-in-pages.ts';

type Type = 'TOTP' | 'EMAIL' | 'RECOVERY_CODES' | 'PASSKEY';

interface SecondStep {
  language: string;
  factors: readonly { type: string; data: string | null }[];
  types: readonly Type[];
  next: string;
  /** The address of the script for passkeys, for users who have one. */
  script: string | undefined;
  /** Whether a code was just emailed. */
  sent?: boolean;
  fault?: Fault;
}

const english = {
  title: 'Second step',
  label: 'Code',
  TOTP: 'Enter the code that your authenticator app shows.',
  EMAIL: (address: string) => `A code can be emailed to ${address}.`,
  RECOVERY_CODES: 'You can also enter a recovery code.',
  onlyPasskey: 'Use your passkey.',
  sent: (address: string) => `A code was sent to ${address}. It is valid for 10 minutes.`,
  send: 'Email me a code',
  submit: 'Sign in',
  passkey: 'Use a passkey',
  failed: 'The passkey was not used. Try again.',
  again: 'Sign in as somebody else',
  /** Refusals, where they are not in English. */
  faults: {} as Partial<Record<ReasonName, string>>,
};

const words: Record<Language, typeof english> = {
  en: english,
  fr: {
    title: 'Seconde étape',
    label: 'Code',
    TOTP: 'Entrez le code que montre votre application d’authentification.',
    EMAIL: (address) => `Un code peut être envoyé à ${address}.`,
    RECOVERY_CODES: 'Vous pouvez aussi entrer un code de secours.',
    onlyPasskey: 'Utilisez votre clé d’accès.',
    sent: (address) => `Un code a été envoyé à ${address}. Il est valable 10 minutes.`,
    send: 'Envoyer un code par e-mail',
    submit: 'Se connecter',
    passkey: 'Utiliser une clé d’accès',
    failed: 'La clé d’accès n’a pas été utilisée. Réessayez.',
    again: 'Se connecter avec un autre compte',
    faults: {
      CODE_REFUSED: 'Le code est faux, a déjà servi ou a expiré.',
      SIGN_IN_EXPIRED: 'Cette connexion a expiré. Connectez-vous de nouveau.',
      NO_SUCH_FACTOR: 'Vous ne l’avez pas enregistré.',
      MOST_CODES_SENT: 'Trop de codes ont été envoyés. Attendez 15 minutes.',
      MOST_CODES: 'Trop de codes faux. Réessayez plus tard : il y a 5 essais par minute, 15 par heure et 30 par jour.',
    },
  },
  de: {
    title: 'Zweiter Schritt',
    label: 'Code',
    TOTP: 'Geben Sie den Code ein, den Ihre Authenticator-App anzeigt.',
    EMAIL: (address) => `Ein Code kann per E-Mail an ${address} gesendet werden.`,
    RECOVERY_CODES: 'Sie können auch einen Wiederherstellungscode eingeben.',
    onlyPasskey: 'Verwenden Sie Ihren Passkey.',
    sent: (address) => `Ein Code wurde an ${address} gesendet. Er ist 10 Minuten gültig.`,
    send: 'Code per E-Mail senden',
    submit: 'Anmelden',
    passkey: 'Passkey verwenden',
    failed: 'Der Passkey wurde nicht verwendet. Versuchen Sie es erneut.',
    again: 'Mit einem anderen Konto anmelden',
    faults: {
      CODE_REFUSED: 'Der Code ist falsch, wurde schon verwendet oder ist abgelaufen.',
      SIGN_IN_EXPIRED: 'Diese Anmeldung ist abgelaufen. Melden Sie sich erneut an.',
      NO_SUCH_FACTOR: 'Sie haben dies nicht eingerichtet.',
      MOST_CODES_SENT: 'Zu viele Codes wurden gesendet. Warten Sie 15 Minuten.',
      MOST_CODES:
        'Zu viele falsche Codes. Versuchen Sie es später erneut: Möglich sind 5 Versuche pro Minute, 15 pro Stunde und 30 pro Tag.',
    },
  },
};

export function secondStepPage(
  nonce: string,
  { language, factors, types, next, script, sent = false, fault }: SecondStep,
) {
  const locale = languages.find((one) => one === language) ?? 'en';
  const said = words[locale];
  const has = (type: Type) => types.includes(type);
  const address = factors.find(({ type }) => type === 'EMAIL')?.data ?? '';
  const hints = [
    has('TOTP') && said.TOTP,
    has('EMAIL') && said.EMAIL(address),
    has('RECOVERY_CODES') && said.RECOVERY_CODES,
    types.length === 1 && has('PASSKEY') && said.onlyPasskey,
  ].filter(Boolean);
  const takesCodes = types.some((type) => type !== 'PASSKEY');
  return page(
    nonce,
    said.title,
    html`${sent ? html`<p role="status">${said.sent(address)}</p>` : ''}${alert(fault, said.faults)}
<p id="hint">${hints.join(' ')}</p>
${takesCodes ? codeForm(said, next) : ''}
${has('EMAIL') ? emailForm(said, next) : ''}
${passkeyButton(script, next, said.passkey, said.failed)}
<p class="hint"><a href="/sign-in?next=${encodeURIComponent(next)}">${said.again}</a></p>`,
    locale,
  );
}

const codeForm = (said: typeof english, next: string) => html`<form method="post" action="/sign-in/factor">
<input type="hidden" name="next" value="${next}">
<label for="code">${said.label}</label>
<input id="code" name="one_time_password" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required autofocus aria-describedby="hint">
<button>${said.submit}</button>
</form>`;

const emailForm = (said: typeof english, next: string) => html`<form method="post" action="/sign-in/factor/email">
<input type="hidden" name="next" value="${next}">
<button class="other">${said.send}</button>
</form>`;
