/** Changes a token of one's own: everything but its value and its type. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useAct } from '../../api/act.ts';
import { Message, Page } from '../../pages/shell.tsx';
import { notify } from '../../ui/notices.tsx';
import { useWords } from '../../words/words.tsx';
import { updateDocument } from './documents.ts';
import { type Draft, draftOf, inputToUpdate } from './draft.ts';
import { Ground, type Known } from './form-data.tsx';
import { TokenForm } from './token-form.tsx';

export default function EditTokenPage() {
  const words = useWords().tokens;
  const { id = '' } = useParams();
  return (
    <Page title={words.form.editTitle}>
      <EditToken id={id} back="/account/tokens" />
    </Page>
  );
}

/** Saving and cancelling lead `back`. */
export function EditToken({ id, back }: { id: string; back: string }) {
  const { notFound, refusal } = useWords().general;
  return (
    <Ground id={id}>
      {({ token, ...known }) =>
        token ? (
          <Edited {...known} token={token} back={back} />
        ) : (
          <Message title={notFound.title} text={refusal.NOT_FOUND} />
        )
      }
    </Ground>
  );
}

interface EditedProps extends Known {
  token: NonNullable<Known['token']>;
  back: string;
}

function Edited({ policy, catalog, sets, token, back }: EditedProps) {
  const { general, tokens: words } = useWords();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const update = useAct(updateDocument);
  const [before] = useState(() => draftOf(token, policy, catalog));
  const submit = async (draft: Draft) => {
    if (!(await update.act({ id: token.id, input: inputToUpdate(draft, before, catalog) }))) return;
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
    navigate(back);
    notify(words.form.saved(<bdi>{draft.name}</bdi>));
  };
  return (
    <TokenForm
      {...{ before, policy, catalog, sets, back }}
      isNew={false}
      submitLabel={general.save}
      isPending={update.isPending}
      refusal={update.refusal}
      onSubmit={submit}
    />
  );
}
