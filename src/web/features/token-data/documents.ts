/** The fields of tokens that several pages show, and how a token is issued. */
import { graphql, type ResultOf } from '../../api/documents.ts';
import { limitFields } from '../token-limits/limits.ts';

export const tokenFields = graphql(
  `
  fragment TokenFields on PersonalAccessToken {
    id
    name
    description
    type
    start
    last_four
    created_at
    last_used_at
    last_used_ip
    expires_at
    state
    revoked_at
    revoke_reason
    over_lifetime_limit
    permission_set_id
    permission_set {
      name
    }
    permissions
    methods
    project {
      key
      name
    }
    ...LimitFields
  }
`,
  [limitFields],
);

export type Token = ResultOf<typeof tokenFields>;

/** With all operations that it is bound to: a list without a paginator contains at least as many as a token may have. */
export const boundTokenFields = graphql(
  `
  fragment BoundTokenFields on PersonalAccessToken {
    ...TokenFields
    operations {
      entities {
        id
        document
        hash
        operation_name
        pinned_variables
      }
    }
  }
`,
  [tokenFields],
);

export type BoundToken = ResultOf<typeof boundTokenFields>;
export type Operation = NonNullable<BoundToken['operations']['entities'][number]>;

/** The value, which the server shows once, and what decides which request the token can be tried with. */
export const issuedFields = graphql(`
  fragment IssuedToken on PersonalAccessToken {
    id
    name
    token
    methods
    operations {
      entities {
        document
        operation_name
        pinned_variables
      }
    }
  }
`);

export type IssuedToken = ResultOf<typeof issuedFields>;

export const createDocument = graphql(
  `
  mutation CreateToken($input: CreatePersonalAccessTokenMutationInput!) {
    createPersonalAccessToken(input: $input) {
      ...IssuedToken
    }
  }
`,
  [issuedFields],
);
