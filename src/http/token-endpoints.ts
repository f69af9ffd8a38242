/** Endpoints about tokens outside GraphQL: whether a credential is valid, and all tokens as CSV. */
import { z } from 'zod';
import { DomainError, enrollmentRequired, forbidden, invalid } from '../domain/base/errors.ts';
import { prefixes } from '../domain/base/secrets.ts';
import type { InventoryFilter } from '../domain/tokens/inventory.ts';
import { csv, type TableFilter } from '../domain/tokens/inventory-report.ts';
import { text } from './forms.ts';
import { onGet } from './methods.ts';
import { requireSameOrigin } from './origin.ts';
import { parametersOf } from './parameters.ts';
import { countRequest } from './rate-limits.ts';
import { viewerOf } from './read-credential.ts';
import { Refused } from './refusals.ts';
import { type Endpoint, jsonReply } from './reply.ts';
import type { Services } from './services.ts';

export const tokenEndpoints = (services: Services): [string, Endpoint][] => [
  ['/api/authentication/validate', onGet(validation(services))],
  ['/api/personal_access_tokens.csv', onGet(inventory(services))],
];

/** Always 200, as SonarQube's clients expect. Without a credential the answer is `valid: false`. */
const validation =
  (services: Services): Endpoint =>
  async (exchange) => {
    const accepted = { cookie: true, address: false, bound: true };
    const viewer = await viewerOf(exchange, services, accepted).catch((error) => {
      if (error instanceof Refused || error instanceof DomainError) return null;
      throw error;
    });
    if (viewer) await countRequest(exchange, services.rateLimits.checks, viewer);
    const valid = viewer !== null && !viewer.mustEnroll;
    exchange.check = valid ? 'accepted' : 'refused';
    return jsonReply({ valid });
  };

const inventory =
  (services: Services): Endpoint =>
  async (exchange) => {
    const viewer = await viewerOf(exchange, services);
    if (viewer?.credential.kind === 'session') requireSameOrigin(exchange, services.publicUrl);
    if (!viewer) throw new Refused(401, 'Sign in or send a valid token.');
    await countRequest(exchange, services.rateLimits.requests, viewer);
    if (viewer.mustEnroll) throw enrollmentRequired();
    const needed = 'READ_PERSONAL_ACCESS_TOKEN';
    if (!viewer.permissions.use(needed)) throw forbidden(`This requires ${needed}.`, [needed]);
    if (viewer.methods && !viewer.methods.has('all_personal_access_tokens'))
      throw forbidden('This token may not call all_personal_access_tokens.');
    viewer.credential.used.methods.add('all_personal_access_tokens');
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="personal-access-tokens.csv"',
    };
    return { status: 200, headers, body: csv(services.db, viewer, filterIn(parametersOf(exchange))) };
  };

const isTrue = z.enum(['true', 'false'], 'must be true or false.').transform((value) => value === 'true');
const instant = z.iso
  .datetime({ offset: true, message: 'must be an instant such as 2027-01-31T12:00:00Z.' })
  .transform((value) => new Date(value));

const types = Object.keys(prefixes);
const states = ['ACTIVE', 'FENCED', 'EXPIRED', 'REVOKED'];

const inventoryFilters = {
  never_used: isTrue.optional(),
  created_before: instant.optional(),
  expiring_before: instant.optional(),
  unused_since: instant.optional(),
  odd_since: instant.optional(),
} satisfies Record<keyof InventoryFilter, z.ZodType>;

/** By the names that the arguments of `all_personal_access_tokens` and `token_report` have. */
const filters = z.strictObject({
  user_id: z
    .string()
    .regex(/^\d{1,18}$/, 'must be an id.')
    .optional(),
  type: z.enum(types, `must be ${types.join(', ')}.`).optional(),
  state: z.enum(states, `must be ${states.join(', ')}.`).optional(),
  revoked: isTrue.optional(),
  over_lifetime_limit: isTrue.optional(),
  ...inventoryFilters,
  text: text.optional(),
});

/** A name that is unknown is refused: without its filter, the answer would have more rows than were asked for. */
function filterIn(sent: ReadonlyMap<string, string>): TableFilter {
  const parsed = filters.safeParse(Object.fromEntries(sent));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw invalid(String(issue.keys[0]), `is not a filter. There are: ${Object.keys(filters.shape).join(', ')}.`);
  throw invalid(String(issue?.path[0]), issue?.message ?? '');
}
