/** Requests permissions in advance, for the account or for one token; `?token=12` selects that token. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Permission } from '../../../api/documents.ts';
import { send } from '../../../api/send.ts';
import { useChange } from '../../../api/use-change.ts';
import { requestDocument } from '../../../features/access-requests/documents.ts';
import { Choice } from '../../../ui/choice.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { requestableTokensDocument } from './documents.ts';
import { MissingPermissionsField } from './missing-permissions-field.tsx';

const account = 'account';

export default function NewRequestPage() {
  const words = useWords().requests;
  const [parameters] = useSearchParams();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [whom, setWhom] = useState(parameters.get('token') ?? account);
  const [permissions, setPermissions] = useState<ReadonlySet<Permission>>(new Set());
  const [reason, setReason] = useState('');
  const { run, isPending, refusal } = useChange(requestDocument);
  const errorOf = useFieldErrors(refusal);
  const { data: tokens } = useQuery({
    queryKey: ['tokens', 'requestable'],
    queryFn: async () => (await send(requestableTokensDocument, {})).personal_access_tokens.entities,
  });
  const tokenId = whom === account ? null : whom;
  const submit = async () => {
    const input = { permissions: [...permissions], personal_access_token_id: tokenId, reason };
    if (!(await run({ input }))) return;
    await client.invalidateQueries({ queryKey: ['requests'] });
    navigate('/account/requests');
    notify(words.sent);
  };
  const choices = [
    { value: account, label: words.account },
    ...(tokens ?? []).flatMap((token) =>
      token ? [{ value: token.id, label: words.tokenOf(isolated(token.name)) }] : [],
    ),
  ];
  return (
    <Page title={words.ask} intro={words.askIntro}>
      <Form
        label={words.ask}
        act={words.send}
        back="/account/requests"
        refusal={refusal}
        shown={['permissions', 'reason']}
        draft={[whom, permissions, reason]}
        isPending={isPending}
        submit={submit}
      >
        <Choice
          label={words.for}
          value={whom}
          options={choices}
          onChange={(whom) => {
            setWhom(whom);
            setPermissions(new Set());
          }}
        />
        <MissingPermissionsField
          tokenId={tokenId}
          value={permissions}
          onChange={setPermissions}
          error={refusal?.reason === 'EMPTY' ? words.pick : errorOf('permissions')}
        />
        <Field
          label={words.reason.label}
          hint={words.reason.hint}
          value={reason}
          onChange={setReason}
          error={errorOf('reason')}
          maxLength={1000}
          isLong
          isOptional
        />
      </Form>
    </Page>
  );
}
