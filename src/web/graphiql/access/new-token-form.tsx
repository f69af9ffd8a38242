/** Makes a token that may do exactly what the tab needs: its name, when it expires, and the password where it is asked for. */
import type { GraphQLError } from 'graphql';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { fetcher } from '../fetcher.ts';
import { useWords } from '../me.tsx';
import { choices, dayIn } from './expiry.ts';
import { asksPassword, Fault } from './fault.tsx';
import { MadeToken, useMade } from './new-token.tsx';
import type { Tab } from './tab.ts';

export function MakeToken({ tab, personal, ready }: { tab: Tab; personal: string[]; ready: boolean }) {
  const words = useWords();
  const { made } = useMade();
  const [open, setOpen] = useState(false);
  return (
    <section>
      <h3>{words.make}</h3>
      {made && <MadeToken made={made} />}
      {!made && open && <Form tab={tab} close={() => setOpen(false)} />}
      {!made && !open && (
        <>
          <p>{personal.length > 0 ? words.cannotMake(personal.join(', ')) : words.makeIs}</p>
          <button type="button" disabled={!ready || personal.length > 0} onClick={() => setOpen(true)}>
            {words.make}
          </button>
        </>
      )}
    </section>
  );
}

const mutation = `mutation MakeToken($input: CreatePersonalAccessTokenMutationInput) {
  createPersonalAccessToken(input: $input) { name token }
}`;

function Form({ tab, close }: { tab: Tab; close: () => void }) {
  const words = useWords();
  const { setMade } = useMade();
  const most = useLongestDays();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<GraphQLError>();
  const [confirming, setConfirming] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => (confirming ? password : name).current?.focus(), [confirming]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name, runs, days, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<
      string,
      string
    >;
    const input = {
      name,
      expires_on: days ? dayIn(Number(days)) : null,
      ...capOf(tab, runs as Runs),
      current_password: password || null,
    };
    setBusy(true);
    const { data, errors } = await fetcher({ query: mutation, variables: { input } });
    setBusy(false);
    const token = data?.createPersonalAccessToken as { name: string; token: string } | null | undefined;
    if (token) {
      setMade({ name: token.name, secret: token.token, tab });
      return close();
    }
    const error = errors?.[0];
    if (error && asksPassword(error)) setConfirming(true);
    setFault(error);
  };

  return (
    <form onSubmit={submit} className="access-form">
      <p>{words.makeIs}</p>
      <label>
        {words.name}
        <input
          name="name"
          ref={name}
          defaultValue={tab.operationName ?? ''}
          maxLength={100}
          autoComplete="off"
          required
        />
      </label>
      <label>
        {words.runs}
        <select name="runs" defaultValue="alike">
          {runsOf(tab).map((one) => (
            <option key={one} value={one}>
              {words.whatItRuns[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.expiry}
        <select name="days" key={String(most)} defaultValue="30">
          {most !== undefined &&
            choices(most).map((days) => (
              <option key={days} value={days ?? ''}>
                {days === null ? words.never : words.inDays(days)}
              </option>
            ))}
        </select>
      </label>
      {most && <p className="access-quiet">{words.longest(most)}</p>}
      {confirming && (
        <label>
          {words.password}
          <input name="password" type="password" autoComplete="current-password" required ref={password} />
        </label>
      )}
      <Fault error={fault} />
      <div className="access-row">
        <button type="submit" disabled={busy || most === undefined} data-first>
          {busy ? words.making : words.makeIt}
        </button>
        <button type="button" onClick={close}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

/** Whatever needs no more, this document alone, or this document with these values of its variables alone. */
type Runs = 'alike' | 'document' | 'values';

const runsOf = ({ variables }: Tab): Runs[] => (variables ? ['alike', 'document', 'values'] : ['alike', 'document']);

function capOf({ document, operationName: operation_name, variables }: Tab, runs: Runs) {
  if (runs === 'alike') return { for_document: { document, operation_name, variables } };
  return { operations: [{ document, operation_name, pinned_variables: runs === 'values' ? variables : null }] };
}

/** The policy's longest life of a token; null: none, undefined: not known yet. */
function useLongestDays(): number | null | undefined {
  const [days, setDays] = useState<number | null>();
  useEffect(() => {
    fetcher({ query: '{ token_policy { maximum_token_lifetime_days } }' }).then(({ data }) => {
      const policy = data?.token_policy as { maximum_token_lifetime_days: number | null } | null | undefined;
      setDays(policy?.maximum_token_lifetime_days ?? null);
    });
  }, []);
  return days;
}
