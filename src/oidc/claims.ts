/** Reads the claims of an ID token and of `userinfo`, of which none can be relied on to be there or to have the right type. */
import { type Claims, type Provider, ProviderError } from './provider.ts';

type Given = Readonly<Record<string, unknown>>;

/** The ID token counts first, because it is signed. */
export function claimsOf({ issuer, roleClaim }: Provider, idToken: Given, userinfo: Given = {}): Claims {
  // An address is verified only if the same source says so.
  const addressed = text(idToken.email) === null ? userinfo : idToken;
  const all = { ...userinfo, ...idToken };
  const authenticatedAt = idToken.auth_time;
  return {
    issuer,
    subject: subjectOf(idToken),
    email: text(addressed.email),
    emailVerified: addressed.email_verified === true,
    name: text(all.name),
    username: text(all.preferred_username),
    roles: roleClaim === null ? [] : textsOf(valueAt(all, roleClaim)),
    authenticatedAt: typeof authenticatedAt === 'number' ? new Date(authenticatedAt * 1_000) : null,
  };
}

/**
 * OpenID Connect allows 255 ASCII characters. Others could be stored in another form, in which two accounts are one. Errors:
 * ProviderError.
 */
function subjectOf({ sub }: Given): string {
  if (typeof sub === 'string' && /^[\x20-\x7e]{1,255}$/.test(sub)) return sub;
  throw new ProviderError('REFUSED', new Error('The claim `sub` is not 1 to 255 printable ASCII characters.'));
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const textsOf = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string');

/** A claim with this name, or one inside others: `realm_access.roles`. */
function valueAt(claims: Given, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  const inside = (value: unknown, part: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Given)[part] : undefined;
  return name.split('.').reduce(inside, claims);
}
