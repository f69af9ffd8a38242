/** Creates a permission set. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { SetForm } from './form.tsx';

const empty = { name: '', description: '', permissions: [] };

export default function NewPermissionSetPage() {
  const words = useWords().permissionSets;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const create = useChange(createDocument);
  return (
    <Page title={words.createTitle} intro={words.createIntro}>
      <SetForm
        before={empty}
        label={words.createTitle}
        act={words.createAct}
        refusal={create.refusal}
        isPending={create.isPending}
        submit={async (input) => {
          if (!(await create.run({ input }))) return;
          await client.invalidateQueries({ queryKey: ['permission sets'] });
          notify(words.created);
          navigate('/admin/permission-sets');
        }}
      />
    </Page>
  );
}
