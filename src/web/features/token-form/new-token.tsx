/** The form of a new token, or of a copy of another token, with its limits. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useChange } from '../../api/use-change.ts';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import { isSame } from '../expiry/days.ts';
import { createDocument } from '../token-data/documents.ts';
import { useShowSecret } from '../token-secret/secret-dialog.tsx';
import { copyDocument, updateDocument } from './documents.ts';
import { changesOfCopy, type Draft, draftOf, inputToCreate } from './draft.ts';
import type { TokenFormData } from './load-token-form.tsx';
import { useOwner } from './owner.ts';
import { TokenForm } from './token-form.tsx';

export function NewToken({ policy, catalog, sets, token }: TokenFormData) {
  const words = useWords().tokens;
  const { user_id, back, may } = useOwner();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const show = useShowSecret();
  const create = useChange(createDocument);
  const copy = useChange(copyDocument);
  const update = useChange(updateDocument);
  const [before] = useState(() => {
    const draft = draftOf(token, policy, catalog);
    if (token) return { ...draft, name: words.form.copyName(draft.name).slice(0, 100) };
    const isAnyOffered = catalog.permissions.some(({ name, retired }) => may(name) && !retired);
    return isAnyOffered ? draft : { ...draft, mode: 'everything' as const };
  });
  /** The server copies also what this form does not show, such as latent permissions. */
  const copied = async (id: string, draft: Draft) => {
    const expires_on = isSame(draft.expiry, before.expiry) ? null : (draft.expiry?.toString() ?? null);
    const made = (await copy.run({ id, input: { name: draft.name, expires_on } }))?.copyPersonalAccessToken;
    const input = changesOfCopy(draft, before, catalog);
    if (!made || !input) return made;
    const changed = (await update.run({ id: made.id, input }))?.updatePersonalAccessToken;
    if (!changed) notify(words.form.copyUnchanged);
    return { ...made, ...changed, token: made.token };
  };

  const submit = async (draft: Draft) => {
    const made =
      token && draft.type === token.type
        ? await copied(token.id, draft)
        : (await create.run({ input: { ...inputToCreate(draft, catalog), user_id } }))?.createPersonalAccessToken;
    if (!made?.token) return;
    navigate(back, { replace: true });
    show(made);
    client.invalidateQueries();
  };
  return (
    <TokenForm
      {...{ before, policy, catalog, sets, back }}
      isNew
      submitLabel={words.form.generate}
      isPending={create.isPending || copy.isPending || update.isPending}
      refusal={create.refusal ?? copy.refusal}
      onSubmit={submit}
    />
  );
}
