/** Creates a role. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useAct } from '../../../api/act.ts';
import { notify } from '../../../ui/notices.tsx';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { RoleForm } from './form.tsx';

const empty = { name: '', permissions: [] };

export default function NewRolePage() {
  const words = useWords().roles;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const create = useAct(createDocument);
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
          const answer = await create.act({ input });
          if (!answer?.createRole) return;
          await client.invalidateQueries();
          notify(words.created);
          navigate(`/admin/roles/${answer.createRole.id}`);
        }}
      />
    </Page>
  );
}
