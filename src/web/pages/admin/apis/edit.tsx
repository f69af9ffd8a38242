/** Describes an API anew, or replaces its document. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { updateDocument, type WholeApi } from './documents.ts';
import { ApiForm } from './form.tsx';
import { LoadedApi } from './loaded-api.tsx';

export default function EditApiPage() {
  return <LoadedApi>{(api) => <EditApi key={api.id} api={api} />}</LoadedApi>;
}

function EditApi({ api }: { api: WholeApi }) {
  const words = useWords().apis;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const update = useChange(updateDocument);
  const page = `/admin/apis/${api.id}`;
  return (
    <Page title={words.editTitle} intro={<code>{api.name}</code>}>
      <ApiForm
        before={api}
        isNew={false}
        label={words.editTitle}
        act={words.save}
        back={page}
        refusal={update.refusal}
        isPending={update.isPending}
        submit={async ({ description, document }) => {
          // An unchanged document is not sent: what it requires would be found anew.
          const changed = document === api.document ? {} : { document };
          if (!(await update.run({ id: api.id, input: { description, ...changed } }))) return;
          await client.invalidateQueries({ queryKey: ['apis'] });
          notify(words.saved);
          navigate(page);
        }}
      />
    </Page>
  );
}
