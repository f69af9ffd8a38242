/** Creates a webhook, and shows its secret once. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';
import { WebhookForm } from './form.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const empty = { url: '', description: '', event_types: [], enabled: true };

export default function NewWebhookPage() {
  const words = useWords().webhooks;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const create = useChange(createDocument);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  return (
    <Page title={words.createTitle} intro={words.createIntro}>
      <WebhookForm
        before={empty}
        label={words.createTitle}
        act={words.createAct}
        back="/admin/webhooks"
        refusal={create.refusal}
        isPending={create.isPending}
        submit={async (input) => {
          const webhook = (await create.run({ input }))?.createWebhook;
          if (!webhook?.secret) return;
          setMade({ id: webhook.id, secret: webhook.secret });
          await client.invalidateQueries({ queryKey: ['webhooks'] });
        }}
      />
      {made && <SecretDialog secret={made.secret} close={() => navigate(`/admin/webhooks/${made.id}`)} />}
    </Page>
  );
}
