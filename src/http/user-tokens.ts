/**
 * SonarQube's endpoints for tokens, for scripts that use them. Callers send a user name and a password by Basic: each request
 * is a sign-in of its own, so it confirms the password. Tokens are refused, since no token manages tokens.
 */
import * as z from 'zod';
import type { Viewer } from '../domain/access/viewer.ts';
import { DomainError, forbidden, invalid } from '../domain/base/errors.ts';
import type { TokenType } from '../domain/base/secrets.ts';
import { inOneRequest } from '../domain/sign-in/one-request.ts';
import * as tokens from '../domain/tokens/by-name.ts';
import { issue } from '../domain/tokens/issue.ts';
import { namedDocuments } from '../graphql/plan/named-documents.ts';
import { schemaFactsOf } from '../graphql/plan/schema-facts.ts';
import { schema } from '../graphql/schema.ts';
import { readBody } from './bodies.ts';
import { withErrorsAs } from './error-forms.ts';
import type { Exchange } from './exchange.ts';
import { admit } from './firewall.ts';
import { text } from './forms.ts';
import { requireSameOrigin } from './origin.ts';
import { parametersOf } from './parameters.ts';
import { countRequest } from './rate-limits.ts';
import { sonarTime } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, jsonReply, type Reply, type TextReply } from './reply.ts';
import type { Services } from './services.ts';

export const userTokenEndpoints = (services: Services): [string, Endpoint][] =>
  Object.entries({
    generate: act(services, 'POST', generate),
    search: act(services, 'GET', search),
    revoke: act(services, 'POST', revoke),
  }).map(([name, endpoint]) => [`/api/user_tokens/${name}`, endpoint]);

interface Call {
  services: Services;
  viewer: Viewer;
  parameters: Parameters;
}

const types = ['USER_TOKEN', 'PROJECT_ANALYSIS_TOKEN', 'GLOBAL_ANALYSIS_TOKEN'] as const;

type Act = (call: Call) => Promise<Reply>;

type Parameters = z.output<typeof shape>;

/** By SonarQube's names. A parameter without a value counts as missing, and unknown ones are ignored, as there. */
const shape = z.object({
  name: text.optional(),
  login: text.optional(),
  type: z.enum(types, `must be ${types.join(', ')}.`).default('USER_TOKEN'),
  projectKey: text.optional(),
  expirationDate: z.iso.date('must be a day as YYYY-MM-DD.').optional(),
});

function act(services: Services, method: 'GET' | 'POST', work: Act): Endpoint {
  async function answer(exchange: Exchange): Promise<Reply> {
    if (exchange.method !== method) throw new Refused(405, `Use ${method}.`, { Allow: method });
    await admit(exchange, services.db);
    // A browser that was given the password for this site sends it with every request.
    requireSameOrigin(exchange, services.publicUrl);
    await readBody(exchange);
    const sent = parametersOf(exchange);
    const given = { ...passwordOf(exchange), ip: exchange.ip, userAgent: exchange.header('user-agent') ?? null };
    return inOneRequest(services.db, services.pepper, given, async (viewer) => {
      exchange.viewer = viewer;
      await countRequest(exchange, services.rateLimits.requests, viewer);
      return work({ services, viewer, parameters: read(sent) });
    });
  }
  return withErrorsAs(withMsg, services, answer);
}

async function generate({ services: { db, mail }, viewer, parameters }: Call): Promise<Reply> {
  const { login, type, projectKey, expirationDate } = parameters;
  const owner = await tokens.requireOwner(db, viewer, login ?? null, 'CREATE_PERSONAL_ACCESS_TOKEN');
  const { id, secret } = await issue(db, viewer, schemaFactsOf({ mail, documents: namedDocuments() }, schema), {
    name: requireNamed(parameters),
    user_id: owner.id,
    type: type.replace(/_TOKEN$/, '') as TokenType,
    project_key: projectKey ?? null,
    expires_on: expirationDate ?? null,
  });
  const { name, createdAt, expiresAt, project } = await tokens.read(db, id);
  return jsonReply({
    login: owner.username,
    name,
    token: secret,
    createdAt: sonarTime(createdAt),
    type,
    ...(project ? { projectKey: project.key } : {}),
    ...expirationOf(expiresAt),
  });
}

async function search({ services: { db }, viewer, parameters: { login } }: Call): Promise<Reply> {
  const owner = await tokens.requireOwner(db, viewer, login ?? null, 'READ_PERSONAL_ACCESS_TOKEN');
  const userTokens = (await tokens.listOf(db, owner)).map(
    ({ name, type, createdAt, expiresAt, expired, lastUsedAt, project }) => ({
      name,
      createdAt: sonarTime(createdAt),
      ...(lastUsedAt ? { lastConnectionDate: sonarTime(lastUsedAt) } : {}),
      type: `${type}_TOKEN`,
      ...(project ? { project } : {}),
      ...expirationOf(expiresAt),
      isExpired: expired,
    }),
  );
  return jsonReply({ login: owner.username, userTokens });
}

async function revoke({ services: { db }, viewer, parameters }: Call): Promise<Reply> {
  const owner = await tokens.requireOwner(db, viewer, parameters.login ?? null, 'DELETE_PERSONAL_ACCESS_TOKEN');
  await tokens.revokeNamed(db, viewer, owner, requireNamed(parameters));
  return { status: 204, headers: {}, body: '' };
}

function read(sent: ReadonlyMap<string, string>): Parameters {
  const parsed = shape.safeParse(Object.fromEntries([...sent].filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(String(issue?.path[0]), issue?.message ?? '');
}

function requireNamed({ name }: Parameters): string {
  if (name === undefined) throw invalid('name', 'is required.');
  return name;
}

const expirationOf = (at: Date | null) => (at ? { expirationDate: sonarTime(at) } : {});

/** Errors: 401 without a credential, FORBIDDEN with a token, as Bearer or as a user name without a password. */
function passwordOf({ header }: Exchange): { username: string; password: string } {
  const sent = header('authorization');
  if (sent === undefined) throw noPassword();
  const [, basic = ''] = /^basic +([\w+/=-]+) *$/i.exec(sent) ?? [];
  const [, username = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
  if (password === '') throw forbidden('A token cannot manage tokens. Send a user name and a password by Basic.');
  const parsed = z.object({ username: text, password: text }).safeParse({ username, password });
  if (!parsed.success) throw noPassword();
  return parsed.data;
}

/** Without a challenge: a browser would ask for the password, and send it with every later request. */
const noPassword = () => new DomainError('UNAUTHENTICATED', 'Send a user name and a password by Basic.');

/** Errors with the text where SonarQube's clients read it, too. */
function withMsg(reply: TextReply): TextReply {
  const { errors } = JSON.parse(reply.body) as { errors: { message: string }[] };
  return { ...reply, body: JSON.stringify({ errors: errors.map((error) => ({ msg: error.message, ...error })) }) };
}
