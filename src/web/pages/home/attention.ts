/** What needs the user's attention, as far as they may see it. It is read again at each visit to the home page. */
import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { ofUse } from '../../features/all-tokens/filters.ts';
import { countOfExpiring, isFirstSteps } from '../waiting/first-steps.ts';
import { useCounted, useWaitingScope } from '../waiting/waiting.ts';
import { type Answer, attentionDocument } from './documents.ts';

export type Subject = 'requests' | 'expiring' | 'unused' | 'odd';
export type Weakness =
  | 'ownFactor'
  | 'everybodysFactor'
  | 'lifetime'
  | 'unusedTokens'
  | 'sessionParameter'
  | 'escalations'
  | 'passwords';

export interface Counted {
  subject: Subject;
  count: number;
  /** The list that shows exactly these. */
  path: string;
}

export interface Weak {
  weakness: Weakness;
  path: string;
}

export interface Expiring {
  id: string;
  name: string;
  expires_at: string;
}

export interface Attention {
  /** Whether the tokens are those of all users. */
  all: boolean;
  counted: Counted[];
  weak: Weak[];
  /** The tokens that expire within 90 days, the next first, at most 1,000, and how many there are. */
  next: Expiring[];
  nextCount: number;
  /** Where the pages of tokens are. */
  tokens: string;
}

type Counts = { page_info: { total_count: number } } | null | undefined;

const dayMs = 24 * 3600_000;
export const timelineDays = 90;

export function useAttention() {
  const may = useMay();
  const scope = useWaitingScope();
  const setCounted = useCounted();
  const { all } = scope;
  const shown = {
    ...scope,
    setsTokens: may('UPDATE_TOKEN_POLICY'),
    setsFactors: may('UPDATE_MFA_ADMIN_SETTINGS'),
    setsPasswords: may('UPDATE_PASSWORD_POLICY'),
  };
  return useQuery({
    queryKey: ['attention', shown],
    staleTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const answer = await send(attentionDocument, {
        ...shown,
        one: { page: 1, records_per_page: 1 },
        few: { page: 1, records_per_page: 20 },
        many: { page: 1, records_per_page: 1000 },
        soon: ofUse('expiring30').expiring_before,
        later: new Date(Date.now() + timelineDays * dayMs).toISOString(),
        unused_since: ofUse('unused90').unused_since,
        odd_since: ofUse('odd30').odd_since,
      });
      setCounted({ requests: countOf(answer.requests), expiring: expiringIn(answer) });
      return answer;
    },
    select: (answer) => attentionOf(answer, all),
  });
}

const countOf = (list: Counts) => list?.page_info.total_count ?? 0;
const expiringIn = (answer: Answer) => countOfExpiring(answer.expiring ?? answer.expiring_of_all);

function attentionOf(answer: Answer, all: boolean): Attention {
  const tokens = all ? '/admin/tokens' : '/account/tokens';
  const listOf = (use: string) => `${tokens}?show=${all ? `ACTIVE&only=${use}` : use}`;
  const counted: Counted[] = [
    { subject: 'requests' as const, count: countOf(answer.requests), path: '/admin/requests' },
    { subject: 'expiring' as const, count: expiringIn(answer), path: listOf('expiring30') },
    { subject: 'unused' as const, count: countOf(answer.unused ?? answer.unused_of_all), path: listOf('unused90') },
    { subject: 'odd' as const, count: countOf(answer.odd ?? answer.odd_of_all), path: listOf('odd30') },
  ];
  const next = answer.next ?? answer.next_of_all;
  return {
    all,
    tokens,
    counted: counted.filter(({ count }) => count > 0),
    weak: weakOf(answer),
    next: (next?.entities ?? []).flatMap((token) =>
      token?.expires_at && !isFirstSteps(token) ? [{ ...token, expires_at: token.expires_at }] : [],
    ),
    nextCount: countOfExpiring(next),
  };
}

/** The strength of passwords that guessing without a limit does not find soon, and their length. */
const recommended = { strength: 3, length: 12 };

function weakOf({ me, token_policy, mfa_admin_setting, password_policy }: Answer): Weak[] {
  const hasFactor = me.authentication_factors.entities.some((factor) => factor?.is_verified);
  const found: [Weakness, boolean, string][] = [
    ['ownFactor', !hasFactor, '/account'],
    ['everybodysFactor', mfa_admin_setting?.is_mfa_required === false, '/admin/two-step'],
    [
      'passwords',
      password_policy != null &&
        (password_policy.minimum_password_strength < recommended.strength ||
          password_policy.minimum_length < recommended.length),
      '/admin/password-policy',
    ],
    ['lifetime', token_policy != null && token_policy.maximum_token_lifetime_days === null, '/admin/token-policy'],
    ['unusedTokens', token_policy != null && token_policy.revoke_unused_after_days === null, '/admin/token-policy'],
    ['sessionParameter', token_policy?.accept_session_parameter === true, '/admin/token-policy'],
    ['escalations', token_policy?.refuse_escalations === false, '/admin/token-policy'],
  ];
  return found.flatMap(([weakness, is, path]) => (is ? [{ weakness, path }] : []));
}
