/** One webhook: what it gets, its secret, its deliveries, and the history. */
import './webhooks.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { History } from '../../../features/history/history.tsx';
import { Affected } from '../../../ui/affected.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DeleteButton } from '../../../ui/delete-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { Facts, Section } from '../../../ui/section.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import { Deliveries } from './deliveries.tsx';
import { deleteDocument, deliveriesDocument, rotateDocument, sendTestDocument, type Webhook } from './documents.ts';
import { LoadedWebhook } from './loaded-webhook.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { StateBadge } from './webhooks.tsx';

export default function WebhookPage() {
  return <LoadedWebhook>{(webhook) => <OneWebhook key={webhook.id} webhook={webhook} />}</LoadedWebhook>;
}

function OneWebhook({ webhook }: { webhook: Webhook }) {
  const words = useWords().webhooks;
  const formats = useFormats();
  const { id, url, description, event_types, gone_at, previous_secret_until: until } = webhook;
  const failingSince = webhook.enabled && webhook.failing_since;
  const isRotating = until !== null && new Date(until).getTime() > Date.now();
  return (
    <Page
      title={isolated(description || new URL(url).host)}
      intro={<bdi>{url}</bdi>}
      actions={<Acts webhook={webhook} />}
    >
      <Section title={words.facts} isCard>
        <Facts
          facts={[
            [words.columns.state, <StateBadge key="state" webhook={webhook} />],
            [words.failing, failingSince && words.failingText(formats.instant(failingSince))],
            [words.goneAt, gone_at && words.goneText(formats.instant(gone_at))],
            [words.previousSecret, isRotating && words.until(formats.instant(until))],
            [
              words.columns.events,
              <ul key="events" className="event-list">
                {event_types.map((type) => (
                  <li key={type}>{words.eventTypes[type as keyof typeof words.eventTypes] ?? type}</li>
                ))}
              </ul>,
            ],
          ]}
        />
      </Section>
      <Deliveries webhook={webhook} />
      <History type="Webhook" id={id} />
    </Page>
  );
}

function Acts({ webhook }: { webhook: Webhook }) {
  const words = useWords().webhooks;
  const may = useMay();
  const entity = { id: webhook.id, name: webhook.description || webhook.url };
  return (
    <>
      {may('UPDATE_WEBHOOK') && (
        <>
          {webhook.enabled && <SendTest id={webhook.id} />}
          <Rotate id={webhook.id} />
          <LinkButton href={`/admin/webhooks/${webhook.id}/edit`}>{words.edit}</LinkButton>
        </>
      )}
      {may('DELETE_WEBHOOK') && (
        <DeleteButton
          entity={entity}
          words={words}
          document={deleteDocument}
          list="/admin/webhooks"
          readAgain={['webhooks']}
          affected={<Pending id={webhook.id} />}
        />
      )}
    </>
  );
}

/** How many events wait to be sent. */
function Pending({ id }: { id: string }) {
  const words = useWords().webhooks;
  const { data } = useQuery({
    queryKey: ['webhooks', 'deliveries', 'pending', id],
    queryFn: () => send(deliveriesDocument, { id, state: 'PENDING', paginator: { page: 1, records_per_page: 1 } }),
  });
  return <Affected sentences={[data && words.pending(data.webhook_deliveries.page_info.total_count)]} />;
}

function SendTest({ id }: { id: string }) {
  const words = useWords().webhooks;
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(sendTestDocument);
  const submit = async () => {
    if (!(await run({ id }))) return;
    notify(words.testSent);
    await client.invalidateQueries({ queryKey: ['webhooks', 'deliveries'] });
  };
  return (
    <>
      {refusal && <RefusalNote refusal={refusal} />}
      <Button look="primary" isPending={isPending} onPress={submit}>
        {words.sendTest}
      </Button>
    </>
  );
}

function Rotate({ id }: { id: string }) {
  const words = useWords().webhooks;
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const { run, isPending, refusal } = useChange(rotateDocument);
  const submit = async () => {
    const made = (await run({ id }))?.rotateWebhookSecret?.secret;
    if (!made) return;
    setAsking(false);
    setSecret(made);
    await client.invalidateQueries({ queryKey: ['webhooks', 'list'] });
  };
  const close = async () => {
    setSecret(undefined);
    await client.invalidateQueries({ queryKey: ['webhooks', 'one', id] });
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{words.rotate}</Button>
      {isAsking && (
        <ConfirmDialog
          title={words.rotateTitle}
          act={words.rotateAct}
          isPending={isPending}
          refusal={refusal}
          submit={submit}
          close={() => setAsking(false)}
        >
          <p>{words.rotateText}</p>
        </ConfirmDialog>
      )}
      {secret && <SecretDialog secret={secret} close={close} />}
    </>
  );
}
