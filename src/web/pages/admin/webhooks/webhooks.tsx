/** The list of webhooks. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { Ago } from '../../../ui/ago.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type Webhook, webhooksDocument } from './documents.ts';

const byUrl = { order: { attribute: 'url', direction: 'ASC' }, filter: 'all' } as const;

export default function WebhooksPage() {
  const words = useWords().webhooks;
  const may = useMay();
  const list = useListState(byUrl);
  const query = useQuery({
    queryKey: ['webhooks', 'list', list.variables],
    queryFn: async () => (await send(webhooksDocument, list.variables)).webhooks,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      words={words}
      actions={
        may('CREATE_WEBHOOK') && (
          <LinkButton href="/admin/webhooks/new" look="primary">
            {words.create}
          </LinkButton>
        )
      }
      columns={useColumns()}
      list={list}
      query={query}
    />
  );
}

function useColumns(): DataColumn<Webhook>[] {
  const words = useWords().webhooks;
  const formats = useFormats();
  return [
    {
      id: 'url',
      label: words.columns.url,
      attribute: 'url',
      isHeader: true,
      cell: ({ id, url, description }) => (
        <>
          <Link href={`/admin/webhooks/${id}`} className="row-link">
            <bdi>{url}</bdi>
          </Link>
          <bdi className="minor">{description}</bdi>
        </>
      ),
    },
    {
      id: 'events',
      label: words.columns.events,
      cell: ({ event_types }) => words.count(event_types.length),
    },
    {
      id: 'state',
      label: words.columns.state,
      attribute: 'enabled',
      cell: (webhook) => (
        <>
          <StateBadge webhook={webhook} />
          {webhook.enabled && webhook.failing_since && (
            <span className="minor">{words.since(formats.instant(webhook.failing_since))}</span>
          )}
        </>
      ),
    },
    {
      id: 'changed',
      label: words.columns.changed,
      attribute: 'updated_at',
      cell: ({ updated_at }) => <Ago at={updated_at} />,
    },
  ];
}

export function StateBadge({ webhook: { enabled, gone_at, failing_since } }: { webhook: Webhook }) {
  const words = useWords().webhooks;
  if (enabled && failing_since) return <span className="badge fault">{words.failing}</span>;
  if (enabled) return <span className="badge good">{words.enabled}</span>;
  return gone_at ? <span className="badge fault">{words.gone}</span> : <span className="badge">{words.disabled}</span>;
}
