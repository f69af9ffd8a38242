/**
 * Creates a user, then shows how they get their password: by email, or by a link that is shown once. With `?service` it creates
 * a service account, which has none.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { ResultOf } from '../../../api/documents.ts';
import { send } from '../../../api/send.ts';
import { useMay, useMe } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { OneTimeLink } from '../../../features/one-time-link/one-time-link.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Page } from '../../../ui/page.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useWords } from '../../../words/words.tsx';
import { createDocument, mailDocument } from './documents.ts';
import { type Draft, emptyDraft, UserForm } from './form.tsx';

type Created = NonNullable<ResultOf<typeof createDocument>['createUser']>;

export default function NewUserPage() {
  const [created, setCreated] = useState<Created>();
  const isService = useSearchParams()[0].has('service');
  return created ? (
    <CreatedUser created={created} another={() => setCreated(undefined)} />
  ) : (
    <CreateUser key={String(isService)} isService={isService} done={setCreated} />
  );
}

function CreateUser({ isService, done }: { isService: boolean; done: (created: Created) => void }) {
  const words = useWords().users;
  const me = useMe();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, language: me.language });
  const [service_account, setServiceAccount] = useState(isService);
  const create = useChange(createDocument);
  const { data } = useQuery({ queryKey: ['mail'], queryFn: () => send(mailDocument, {}) });
  const submit = async () => {
    const { role, super_admin, mobile_number, public_name, ...profile } = draft;
    const input = {
      ...profile,
      service_account,
      public_name: public_name || profile.name,
      mobile_number: mobile_number || null,
      role_id: role?.id ?? null,
      // Only super admins may send this field.
      super_admin: super_admin || null,
    };
    const answer = await create.run({ input });
    if (!answer?.createUser) return;
    await client.invalidateQueries();
    done(answer.createUser);
  };
  const byLink = data?.mail?.configured === false ? words.createForm.handedOver : words.createForm.mailed;
  const texts = isService ? words.createService : { ...words.createForm, intro: byLink };
  return (
    <Page title={texts.title} intro={texts.intro}>
      <UserForm
        label={texts.title}
        act={texts.act}
        isService={isService}
        back="/admin/users"
        draft={draft}
        more={service_account}
        change={(changes) => setDraft({ ...draft, ...changes })}
        refusal={create.refusal}
        isPending={create.isPending}
        submit={submit}
      >
        {!isService && (
          <Checkbox isSelected={service_account} onChange={setServiceAccount}>
            {words.fields.service_account}
          </Checkbox>
        )}
      </UserForm>
    </Page>
  );
}

function CreatedUser({ created, another }: { created: Created; another: () => void }) {
  const { users, tokens } = useWords();
  const words = users.created;
  const { id, name, email_address, service_account, setup_link, setup_email } = created;
  const makesToken = useMay()('CREATE_PERSONAL_ACCESS_TOKEN') && service_account;
  return (
    <Page title={words.title(isolated(name))}>
      <div className="card form">
        {service_account && <p>{words.service}</p>}
        {setup_link && <OneTimeLink link={setup_link} />}
        {setup_email === 'SENT' && <p>{words.mailed(<bdi>{email_address}</bdi>)}</p>}
        {setup_email === 'FAILED' && <p className="callout warning">{words.notMailed(<bdi>{email_address}</bdi>)}</p>}
        <div className="form-actions">
          {makesToken && (
            <LinkButton href={`/admin/users/${id}/tokens/new`} look="primary">
              {tokens.generate}
            </LinkButton>
          )}
          <LinkButton href={`/admin/users/${id}`} look={makesToken ? 'plain' : 'primary'}>
            {words.open}
          </LinkButton>
          <Button onPress={another}>{words.another}</Button>
        </div>
      </div>
    </Page>
  );
}
