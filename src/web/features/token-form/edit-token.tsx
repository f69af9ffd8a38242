/** The form that edits a token: everything except its value and its type. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useChange } from '../../api/use-change.ts';
import { LinkButton } from '../../ui/button.tsx';
import { MessagePage } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { notify } from '../../ui/toasts.tsx';
import { isolated } from '../../words/isolated.ts';
import { useWords } from '../../words/words.tsx';
import { TokenButtons } from '../token-page/token-buttons.tsx';
import { updateDocument } from './documents.ts';
import { type Draft, draftOf, inputToUpdate } from './draft.ts';
import { LoadTokenForm, type TokenFormData } from './load-token-form.tsx';
import { useOwner } from './owner.ts';
import { TokenForm } from './token-form.tsx';

interface EditTokenProps {
  id: string;
  own: boolean;
  intro?: ReactNode;
}

/** The page. After saving and after cancelling, the token's page follows. */
export function EditToken({ id, own, intro }: EditTokenProps) {
  const { general, tokens } = useWords();
  const { notFound, back: goBack } = general;
  const { user_id, enabled } = useOwner();
  const list = `/${own ? 'account' : 'admin'}/tokens`;
  return (
    <LoadTokenForm id={id}>
      {({ token, ...data }) =>
        token ? (
          <Page title={tokens.form.editTitleOf(isolated(token.name))} intro={intro}>
            <div className="page-actions token-form-acts">
              <TokenButtons token={{ ...token, user_id, user: { enabled } }} own={own} isEditing />
            </div>
            <FilledIn {...data} token={token} back={`${list}/${id}`} />
          </Page>
        ) : (
          <MessagePage title={notFound.title} text={notFound.gone}>
            <LinkButton href={list}>{goBack}</LinkButton>
          </MessagePage>
        )
      }
    </LoadTokenForm>
  );
}

interface FilledInProps extends TokenFormData {
  token: NonNullable<TokenFormData['token']>;
  back: string;
}

function FilledIn({ policy, catalog, sets, token, back }: FilledInProps) {
  const { general, tokens: words } = useWords();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const update = useChange(updateDocument);
  const [before] = useState(() => draftOf(token, policy, catalog));
  const submit = async (draft: Draft) => {
    if (!(await update.run({ id: token.id, input: inputToUpdate(draft, before, catalog) }))) return;
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
    navigate(back);
    notify(words.form.saved(<bdi>{draft.name}</bdi>));
  };
  return (
    <TokenForm
      {...{ before, policy, catalog, sets, back }}
      isNew={false}
      isBinding={new URLSearchParams(useSearch()).has('bind')}
      submitLabel={general.save}
      isPending={update.isPending}
      refusal={update.refusal}
      onSubmit={submit}
    />
  );
}
