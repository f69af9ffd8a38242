/** Creates a custom permission. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { PermissionForm } from './form.tsx';
import { readAgain } from './queries.ts';

const empty = { name: '', group: '', description: '', warning: '' };

export default function NewCustomPermissionPage() {
  const words = useWords().customPermissions;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const create = useChange(createDocument);
  return (
    <Page title={words.createTitle} intro={words.createIntro}>
      <PermissionForm
        before={empty}
        isNew
        label={words.createTitle}
        act={words.createAct}
        refusal={create.refusal}
        isPending={create.isPending}
        submit={async ({ warning, ...draft }) => {
          if (!(await create.run({ input: { ...draft, warning: warning.trim() || null } }))) return;
          await readAgain(client);
          notify(words.created);
          navigate('/admin/permissions');
        }}
      />
    </Page>
  );
}
