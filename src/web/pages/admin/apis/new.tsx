/** Registers an API. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { ApiForm } from './form.tsx';

const empty = { name: '', description: '', document: '' };

export default function NewApiPage() {
  const words = useWords().apis;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const create = useChange(createDocument);
  return (
    <Page title={words.createTitle} intro={words.createIntro}>
      <ApiForm
        before={empty}
        isNew
        label={words.createTitle}
        act={words.createAct}
        back="/admin/apis"
        refusal={create.refusal}
        isPending={create.isPending}
        submit={async (input) => {
          const api = (await create.run({ input }))?.createApi;
          if (!api) return;
          await client.invalidateQueries({ queryKey: ['apis'] });
          notify(words.created);
          navigate(`/admin/apis/${api.id}`);
        }}
      />
    </Page>
  );
}
