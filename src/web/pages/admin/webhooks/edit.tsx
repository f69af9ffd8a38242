/** Edits a webhook. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { updateDocument, type Webhook } from './documents.ts';
import { WebhookForm } from './form.tsx';
import { LoadedWebhook } from './loaded-webhook.tsx';

export default function EditWebhookPage() {
  return <LoadedWebhook>{(webhook) => <EditWebhook key={webhook.id} webhook={webhook} />}</LoadedWebhook>;
}

function EditWebhook({ webhook }: { webhook: Webhook }) {
  const words = useWords().webhooks;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const update = useChange(updateDocument);
  const page = `/admin/webhooks/${webhook.id}`;
  return (
    <Page title={words.editTitle} intro={<bdi>{webhook.url}</bdi>}>
      <WebhookForm
        before={webhook}
        label={words.editTitle}
        act={words.save}
        back={page}
        refusal={update.refusal}
        isPending={update.isPending}
        submit={async (input) => {
          if (!(await update.run({ id: webhook.id, input }))) return;
          await client.invalidateQueries({ queryKey: ['webhooks'] });
          notify(words.saved);
          navigate(page);
        }}
      />
    </Page>
  );
}
