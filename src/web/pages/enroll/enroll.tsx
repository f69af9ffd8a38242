/** In place of all pages while the session must enroll a second factor: it guides through that, and nothing else is open. */
import './enroll.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../api/session.tsx';
import { useEnrollment } from '../../features/second-factor/enrollment.tsx';
import { useOwnFactors } from '../../features/second-factor/own-factors.ts';
import { Loading } from '../../ui/loading.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useWords } from '../../words/words.tsx';

/** The pages follow once the recovery codes were seen, not as soon as the factor counts. */
export function WithFactor({ children }: { children: ReactNode }) {
  const { must_enroll_factor } = useMe();
  const [isOpen, setOpen] = useState(!must_enroll_factor);
  if (must_enroll_factor && isOpen) setOpen(false);
  return isOpen && !must_enroll_factor ? children : <Enroll done={() => setOpen(true)} />;
}

function Enroll({ done }: { done: () => void }) {
  const { twoStep: words, general } = useWords();
  const client = useQueryClient();
  const { data, error, refetch } = useOwnFactors();
  const { buttons, dialogs } = useEnrollment(data ?? [], async () => {
    await client.invalidateQueries({ queryKey: ['me'] });
    done();
  });
  return (
    <main className="alone enroll">
      <h1>{words.required.title}</h1>
      <p>{words.required.text}</p>
      <ul>
        <li>{words.required.app}</li>
        <li>{words.required.passkey}</li>
        <li>{words.required.email}</li>
      </ul>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!data && !error && <Loading />}
      {data && buttons}
      {dialogs}
      <form method="post" action="/sign-out">
        <button type="submit" className="button quiet">
          {general.signOut}
        </button>
      </form>
    </main>
  );
}
