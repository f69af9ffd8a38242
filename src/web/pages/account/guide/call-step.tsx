/** The first call: a command to run, then the address from which the call came. */

import { Link } from 'wouter';
import { curlOf } from '../../../features/token-secret/curl.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Copyable } from '../../../ui/copyable.tsx';
import { CheckIcon } from '../../../ui/icons.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { FirstToken } from './documents.ts';

interface CallStepProps {
  token: FirstToken;
  /** Known only just after the token was issued. */
  secret: string | undefined;
}

const minuteMs = 60_000;

export function CallStep({ token: { id, last_used_at, last_used_ip }, secret }: CallStepProps) {
  const words = useWords().guide.call;
  const formats = useFormats();
  const isDone = last_used_at !== null;
  const isNow = isDone && Date.now() - new Date(last_used_at).getTime() < minuteMs;
  return (
    <>
      {secret && (
        <>
          <p>{words.text}</p>
          <Copyable label={words.command} value={curlOf(secret, window.location.origin)} isLong />
          <p className="callout warning">{words.once}</p>
        </>
      )}
      {!secret && !isDone && (
        <p>
          {words.lost} <Link href={`/admin/tokens/${id}`}>{words.regenerate}</Link>
        </p>
      )}
      <p role="status" className={isDone ? 'first-call arrived' : 'first-call'}>
        {isDone ? <CheckIcon /> : <span className="pulse" aria-hidden="true" />}
        {isDone
          ? words.arrived(<bdi>{last_used_ip}</bdi>, isNow ? words.justNow : formats.distance(last_used_at))
          : words.waiting}
      </p>
      {isDone && (
        <LinkButton href={`/admin/tokens/${id}`} look="plain">
          {words.see}
        </LinkButton>
      )}
      {isDone && (
        <p>
          <a href="/graphiql">{words.document}</a>
        </p>
      )}
    </>
  );
}
