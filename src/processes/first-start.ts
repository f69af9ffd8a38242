/** The first start: creates the owner, and says what the operator needs. */
import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Mail } from '../domain/mail/mailer.ts';
import * as owner from '../domain/people/owner.ts';
import { deliverLink } from '../domain/sign-in/deliver-link.ts';
import type { Opened } from '../open.ts';

/** The lines after the addresses. */
type Lines = (address: string) => string[];

/** Prints once what the operator needs, at once, so that a reader of the output sees all of it or nothing. */
export const announce = (address: string, first: Lines): void =>
  console.log([...addresses(address), ...first(address)].join('\n'));

/** Creates the owner if there is none. Secrets are printed only for the embedded database, which is for trying out. */
export async function ensureOwner(opened: Opened, config: Config, mail: Mail): Promise<Lines> {
  if (await owner.exists(opened.db)) return () => [];
  const { OWNER_USERNAME: username, OWNER_EMAIL: email, OWNER_PASSWORD: password } = config;
  if (opened.kind === 'pglite') {
    const chosen = password ?? randomBytes(12).toString('base64url');
    const { id } = await owner.create(opened.db, opened, {
      username,
      email: email ?? 'owner@localhost.localdomain',
      password: chosen,
      isRandom: password === undefined,
    });
    const token = await owner.firstToken(opened.db, id);
    return (address) => [...signIn(username, password ? '(OWNER_PASSWORD)' : chosen), ...firstCall(address, token)];
  }
  if (!email) return () => ['', 'There is no owner yet. Set OWNER_EMAIL, or run `npx latchkey create-owner`.'];
  const first = await owner.createFirst(opened.db, opened, {
    username,
    email,
    password,
    mailed: mail.configured,
  });
  if (!first) return () => [];
  const { link } = first;
  if (!link) return () => ['', `The owner ${username} was created. Sign in with OWNER_PASSWORD.`];
  const { email: delivery } = await deliverLink({ db: opened.db, mail }, 'operator', link);
  return () => [
    '',
    `The owner ${username} was created. ${delivery === 'SENT' ? 'The link to set a password was sent by email.' : `Run \`npx latchkey reset-password ${username}\` for a link to set the password.`}`,
  ];
}

const addresses = (url: string) => [
  'Latchkey is running.',
  `  Pages     ${url}/account/home`,
  `  GraphQL   ${url}/api/graphql`,
  `  GraphiQL  ${url}/graphiql`,
];

const signIn = (username: string, password: string) => [
  '',
  'Sign in',
  `  user name  ${username}`,
  `  password   ${password}`,
];

const firstCall = (address: string, token: string) => [
  '',
  'A first request, with a token that expires in a day:',
  '',
  `curl -X POST --header 'Content-Type: application/json' --header 'Authorization: Bearer ${token}' --data-raw '{"query": "query {users(id: 1) {entities { id name public_name username } } }"}' ${address}/api/graphql`,
  '',
  'This is shown only once.',
];
