/** What the file of sign-in providers may contain. Keys that are not listed here are refused. */
import * as z from 'zod';

const longest = 200;
const text = z.string().trim().min(1, 'must not be empty.').max(longest, `must be at most ${longest} characters.`);
const secret = z.string().min(1, 'must not be empty.').max(2_000, 'must be at most 2000 characters.');

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'must be 1 to 40 lower case letters, digits or hyphens, and not begin with a hyphen.',
  );

const isLoopback = (host: string) => host === 'localhost' || host === '127.0.0.1' || host === '[::1]';

const issuer = z
  .string()
  .refine((value) => URL.canParse(value), 'must be a URL.')
  .refine((value) => {
    // That it is no URL is said already.
    if (!URL.canParse(value) || /^https:\/\//i.test(value)) return true;
    return /^http:\/\//i.test(value) && isLoopback(new URL(value).hostname);
  }, 'must begin with https:// (http:// only for localhost).')
  .refine((value) => !/[?#\s\\]/.test(value), 'must not contain ?, #, \\ or spaces.')
  .refine((value) => !/^\w*:\/*[^/]*@/.test(value), 'must not contain a user name or a password.')
  .refine((value) => !value.includes('/.well-known/'), 'must not contain /.well-known/, which is added to it.');

const provider = z
  .strictObject({
    id,
    name: text,
    issuer,
    client_id: text,
    client_secret: secret.optional(),
    client_secret_env: text.optional(),
    client_secret_file: text.optional(),
    scopes: z
      .array(text.refine((scope) => !/\s/.test(scope), 'must not contain spaces.'))
      .refine((scopes) => scopes.includes('openid'), 'must contain openid.')
      .default(['openid', 'email', 'profile']),
    match_by_email: z.boolean().default(false),
    trust_provisioned_addresses: z.boolean().default(false),
    create_users: z.boolean().default(false),
    role: text.optional(),
    role_claim: text.optional(),
    roles: z.record(z.string(), text).optional(),
    trust_second_factor: z.boolean().default(false),
  })
  .check(({ value, issues }) => {
    const fault = (field: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [field], message });
    const secrets = [value.client_secret, value.client_secret_env, value.client_secret_file];
    if (secrets.filter((one) => one !== undefined).length !== 1)
      fault('client_secret', 'or client_secret_env or client_secret_file is required, and only one of them.');
    if ((value.role_claim === undefined) !== (value.roles === undefined))
      fault('role_claim', 'and roles are required together.');
    if (value.trust_provisioned_addresses && !value.match_by_email)
      fault('trust_provisioned_addresses', 'needs match_by_email.');
    if (value.role !== undefined && !value.create_users) fault('role', 'needs create_users.');
    if (value.role !== undefined && value.role_claim !== undefined)
      fault('role', 'cannot be combined with role_claim, which decides the role.');
  });

export const providersFile = z.strictObject({
  providers: z.array(provider).min(1, 'must have an entry.').max(20, 'must have at most 20 entries.'),
});

export type ProviderInFile = z.infer<typeof provider>;
