/** Every email has its whole text in each language, as that language is written. */
import { expect, test } from '@jest/globals';
import { languages } from '../../src/domain/base/languages.ts';
import * as access from '../../src/domain/mail/access-emails.ts';
import * as address from '../../src/domain/mail/address-emails.ts';
import * as emails from '../../src/domain/mail/emails.ts';
import * as factor from '../../src/domain/mail/factor-emails.ts';
import * as latent from '../../src/domain/mail/latent-emails.ts';
import * as leak from '../../src/domain/mail/leak-emails.ts';
import * as provider from '../../src/domain/mail/provider-emails.ts';
import * as tokens from '../../src/domain/mail/token-emails.ts';
import * as webhook from '../../src/domain/mail/webhook-emails.ts';
import type { Email } from '../../src/smtp/email.ts';
import { faultsInGerman } from '../kit/german.ts';

const { day: _day, minute: _minute, email: _email, passwordLink } = emails;
const composers = {
  passwordLink,
  ...access,
  ...address,
  ...factor,
  ...latent,
  ...leak,
  ...provider,
  ...tokens,
  ...webhook,
};

const at = new Date('2027-02-20T13:05:00Z');
const [page, ip] = ['https://id.example.com/here', '192.0.2.1'];
const asked = { permissions: ['READ_USER'], words: 'xyz' };
const one = { token: 'CI', owner: null, replaced: false };
const leaks = [one, { ...one, owner: 'grace' }, { ...one, replaced: true }, { ...one, owner: 'grace', replaced: true }];

/** With the arguments that change what each says. */
const samples: Record<keyof typeof composers, unknown[][]> = {
  passwordLink: [at, null].map((fencedAt) => [page, { username: 'ada', fencedAt }]),
  accessRequested: ['CI', null].map((token) => [{ ...asked, token, username: 'ada' }, page]),
  accessDecided: [
    [{ ...asked, token: 'CI', granted: true, until: at }, page],
    [{ ...asked, token: null, granted: true, until: null }, page],
    [{ ...asked, token: null, granted: false, until: null }, page],
  ],
  addressLink: [['ada', page]],
  addressChanging: [['ada@example.com', page]],
  factorCode: [['123456', 10]],
  factorChanged: ['ADDED', 'REPLACED', 'REMOVED'].flatMap((change) =>
    ['TOTP', 'EMAIL', 'PASSKEY', 'RECOVERY_CODES'].map((type) => [change, type, page]),
  ),
  factorsReset: [[page]],
  latentNeeded: [['CI', ['READ_USER'], page]],
  latentRestored: [['CI', ['READ_USER'], page]],
  leaked: [...leaks.map((leak) => [leak]), leaks, leaks.slice(0, 2)].map((leaks) => [leaks, ip, page]),
  identityChanged: ['ADDED', 'REMOVED'].map((change) => [change, 'Example', page]),
  expiring: [['CI', at, page]],
  expired: [['CI', at, page]],
  unused: [['CI', at, page]],
  revokedSecret: [['CI', ip, page]],
  acceptedNothing: [['Chat', at, page]],
  gaveUp: [['Chat', 'token.created', at, page]],
  gone: [['Chat', at, page]],
};

const composed = (name: string, language: string): Email[] =>
  (samples[name as keyof typeof samples] ?? []).map((rest) => {
    const recipient = { name: 'Ada', emailAddress: 'ada@example.com', language, timeZone: 'Europe/Berlin' };
    return (composers as unknown as Record<string, (...all: unknown[]) => Email>)[name]?.(recipient, ...rest) as Email;
  });

/** The subject and the paragraphs. */
const textsOf = ({ subject, parts }: Email) => [subject, ...parts.filter((part) => typeof part === 'string')];

test.each(Object.keys(composers))('%s differs from language to language, and has the same parts', (name) => {
  const inAll = languages.map((language) => {
    const made = composed(name, language);
    expect(made.map((email) => email.language)).toEqual(made.map(() => language));
    return made;
  });
  const [english = []] = inAll;
  expect(english.length).toBeGreaterThan(0);
  for (const [index, email] of english.entries()) {
    const same = inAll.map((made) => made[index] as Email);
    for (const other of same) expect(other.parts.length).toBe(email.parts.length);
    const texts = same.flatMap(textsOf);
    expect([...new Set(texts)]).toEqual(texts);
    expect(texts.join('\n')).not.toMatch(/undefined|\[object/);
  }
});

test('the variants of an email differ', () => {
  for (const name of Object.keys(composers))
    for (const language of languages) {
      const texts = composed(name, language).map((email) => JSON.stringify(email));
      expect([name, language, new Set(texts).size]).toEqual([name, language, texts.length]);
    }
});

test('French emails have a no-break space before high punctuation, and German ones keep the rules of German', () => {
  const all = (language: string) => Object.keys(composers).flatMap((name) => composed(name, language).flatMap(textsOf));
  expect(all('fr').filter((text) => /[\p{L}’] [:;!?»]|« /u.test(text))).toEqual([]);
  expect(faultsInGerman(all('de'))).toEqual([]);
});

test('a time in German is written as Germans write it', () => {
  const [email] = composed('gone', 'de');
  expect(email && textsOf(email).join('\n')).toContain(
    'Am 20. Februar 2027 um 14:05 (Europe/Berlin) hat der Empfänger',
  );
});

test('a user whose language is unknown gets English', () => {
  expect(composed('expired', 'xx').map(({ language }) => language)).toEqual(['en']);
});
