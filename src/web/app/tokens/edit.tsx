/** Changes a token: everything but its value and its type. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useAct } from '../api/act.ts';
import { notify } from '../controls/notices.tsx';
import { Message, Page } from '../shell.tsx';
import { useWords } from '../words/words.tsx';
import { updateDocument } from './documents.ts';
import { type Draft, draftOf, inputToUpdate } from './draft.ts';
import { TokenForm } from './form.tsx';
import { Ground, type Known } from './ground.tsx';

export default function EditTokenPage() {
  const words = useWords();
  const { id = '' } = useParams();
  return (
    <Page title={words.tokens.form.editTitle}>
      <Ground id={id}>
        {({ token, ...known }) =>
          token ? (
            <EditToken {...known} token={token} />
          ) : (
            <Message title={words.general.notFound.title} text={words.general.refusal.NOT_FOUND} />
          )
        }
      </Ground>
    </Page>
  );
}

function EditToken({ policy, catalog, sets, token }: Known & { token: NonNullable<Known['token']> }) {
  const { general, tokens: words } = useWords();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const update = useAct(updateDocument);
  const [before] = useState(() => draftOf(token, policy, catalog));
  const submit = async (draft: Draft) => {
    if (!(await update.act({ id: token.id, input: inputToUpdate(draft, before, catalog) }))) return;
    client.invalidateQueries({ queryKey: ['tokens'] });
    navigate('/account/tokens');
    notify(words.form.saved(<bdi>{draft.name}</bdi>));
  };
  return (
    <TokenForm
      {...{ before, policy, catalog, sets }}
      isNew={false}
      submitLabel={general.save}
      isPending={update.isPending}
      refusal={update.refusal}
      onSubmit={submit}
    />
  );
}
