/** Creates a role. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { RoleForm } from './form.tsx';

const empty = { name: '', permissions: [] };

export default function NewRolePage() {
  const words = useWords().roles;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const create = useChange(createDocument);
  return (
    <Page title={words.createTitle} intro={words.createIntro}>
      <RoleForm
        before={empty}
        label={words.createTitle}
        act={words.createAct}
        back="/admin/roles"
        refusal={create.refusal}
        isPending={create.isPending}
        submit={async (input) => {
          const answer = await create.run({ input });
          if (!answer?.createRole) return;
          await client.invalidateQueries();
          notify(words.created);
          navigate(`/admin/roles/${answer.createRole.id}`);
        }}
      />
    </Page>
  );
}
