/** Makes a token: from nothing, or with `?copy=` from another, whose limits it then has. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useAct } from '../api/act.ts';
import { Page } from '../shell.tsx';
import { useWords } from '../words/words.tsx';
import { createDocument } from './documents.ts';
import { type Draft, draftOf, inputToCreate } from './draft.ts';
import { TokenForm } from './form.tsx';
import { Ground, type Known } from './ground.tsx';
import { useShowSecret } from './secret.tsx';

export default function NewTokenPage() {
  const words = useWords().tokens;
  const [parameters] = useSearchParams();
  const copied = parameters.get('copy') ?? undefined;
  return (
    <Page title={copied ? words.form.copyTitle : words.generate} intro={copied ? words.form.copyIntro : undefined}>
      <Ground id={copied}>{(known) => <NewToken {...known} />}</Ground>
    </Page>
  );
}

function NewToken({ policy, catalog, sets, token }: Known) {
  const words = useWords().tokens;
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const show = useShowSecret();
  const create = useAct(createDocument);
  const [before] = useState(() => {
    const draft = draftOf(token, policy, catalog);
    return token ? { ...draft, name: words.form.copyName(draft.name).slice(0, 100) } : draft;
  });
  const submit = async (draft: Draft) => {
    const input = inputToCreate(draft, catalog, token && { token, before });
    const made = (await create.act({ input }))?.createPersonalAccessToken;
    if (!made?.token) return;
    navigate('/account/tokens', { replace: true });
    show({ name: made.name, secret: made.token });
    client.invalidateQueries({ queryKey: ['tokens'] });
  };
  return (
    <TokenForm
      {...{ before, policy, catalog, sets }}
      isNew
      submitLabel={words.form.generate}
      isPending={create.isPending}
      refusal={create.refusal}
      onSubmit={submit}
    />
  );
}
