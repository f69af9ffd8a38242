/** The facts of a token: state, owner, dates, and how its value begins and ends. */
import { Link } from 'react-aria-components';
import { Ago } from '../../ui/ago.tsx';
import { type Fact, Facts, Section } from '../../ui/section.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { usePolicy } from '../expiry/policy.ts';
import { looks, stateOf } from '../token-data/states.ts';
import { limits } from '../token-limits/limits.ts';
import type { WholeToken } from './documents.ts';

/** What the server stores where nobody gave a reason. */
const noReason = 'revoked';

export function TokenFacts({ token }: { token: WholeToken }) {
  const allWords = useWords();
  const { token: words, tokens } = allWords;
  const formats = useFormats();
  const { data: policy } = usePolicy();
  const state = stateOf(token, policy?.warning_days ?? 0);
  const { last_used_at, last_used_ip, expires_at, revoked_at, revoke_reason, user_id, user } = token;
  const badge = <span className={`badge ${looks[state]}`}>{tokens.states[state]}</span>;
  const value = (
    <code>
      {token.start}…{token.last_four}
    </code>
  );
  const lastUse = last_used_at && (
    <>
      <Ago at={last_used_at} />{' '}
      {last_used_ip && <span className="soft">{tokens.fromAddress(<bdi>{last_used_ip}</bdi>)}</span>}
    </>
  );
  const owner = user && (
    <Link href={`/admin/users/${user_id}`}>
      <bdi>{user.name}</bdi>
    </Link>
  );
  return (
    <Section title={words.about}>
      <div className="card">
        <Facts
          facts={[
            [tokens.columns.state, badge],
            [words.revoked, revoked_at && formats.instant(revoked_at)],
            [words.reason, revoke_reason && revoke_reason !== noReason && <bdi dir="auto">{revoke_reason}</bdi>],
            [words.owner, owner],
            [tokens.columns.type, tokens.types[token.type]],
            [words.value, value],
            [tokens.columns.created, formats.instant(token.created_at)],
            [tokens.columns.used, lastUse ?? tokens.never],
            [tokens.columns.expires, expires_at ? formats.instant(expires_at) : tokens.never],
            ...limits.map((limit): Fact => [limit.factName(allWords), limit.fact(token, allWords, formats)]),
          ]}
        />
      </div>
    </Section>
  );
}
