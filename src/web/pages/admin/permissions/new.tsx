/** Creates a custom permission. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { kindsIn, PermissionForm } from './form.tsx';
import { readAgain } from './queries.ts';

const empty = { name: '', group: '', description: '', warning: '', kinds: '' };

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
        submit={async (draft) => {
          const { name, group, description, warning } = draft;
          const texts = { name, group, description, warning: warning.trim() || null };
          if (!(await create.run({ input: { ...texts, resource_kinds: kindsIn(draft) } }))) return;
          await readAgain(client);
          notify(words.created);
          navigate('/admin/permissions');
        }}
      />
    </Page>
  );
}
