/** What the token policy says about expiry. */
import { useQuery } from '@tanstack/react-query';
import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';

const policyDocument = graphql(`
  query TokenPolicy {
    token_policy {
      warning_days
      maximum_token_lifetime_days
    }
  }
`);

export interface Policy {
  warning_days: number;
  maximum_token_lifetime_days: number | null;
}

export const usePolicy = () =>
  useQuery({
    queryKey: ['token policy'],
    queryFn: async (): Promise<Policy> =>
      (await send(policyDocument, {})).token_policy ?? { warning_days: 7, maximum_token_lifetime_days: null },
  });
