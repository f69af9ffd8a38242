/** A sign-in provider as the operator has configured it, and what it says about a person. */

export interface Provider {
  /** In the addresses of its pages. */
  id: string;
  /** Shown on the button. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: readonly string[];
  /** Whether a person without a linked account is the user with the same verified email address. */
  matchByEmail: boolean;
  /** Whether an address that was set by SCIM counts as verified there. */
  trustProvisionedAddresses: boolean;
  /** Whether a person without a user becomes a new one. */
  createUsers: boolean;
  /** The name of the role of new users; null: none. */
  role: string | null;
  /** The claim that decides the role at each sign-in, and the names of roles by its values, the first that applies. */
  roleClaim: string | null;
  roles: ReadonlyMap<string, string>;
  /** Whether the provider is trusted to ask everybody for a second factor, so that none is asked for here. */
  trustSecondFactor: boolean;
}

/** What an ID token and the provider's `userinfo` say. */
export interface Claims {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  username: string | null;
  /** The values of the claim about roles. */
  roles: readonly string[];
  /** When the person signed in there; null: the provider does not say. */
  authenticatedAt: Date | null;
}

/** What the browser keeps while the person is at the provider. */
export interface Checks {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Why a provider has confirmed nobody. The cause is for the log. */
export class ProviderError extends Error {
  readonly kind: 'AWAY' | 'REFUSED' | 'CANCELLED';

  constructor(kind: ProviderError['kind'], cause: unknown) {
    super(`The provider confirmed nobody (${kind}).`, { cause });
    this.kind = kind;
  }
}
