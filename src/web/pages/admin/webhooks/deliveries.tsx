/** The deliveries of the last 30 days to one webhook, and sending one again. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Choice } from '../../../ui/choice.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { List } from '../../../ui/list.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { Section } from '../../../ui/section.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type Delivery, type DeliveryState, deliveriesDocument, replayDocument, type Webhook } from './documents.ts';

const newestFirst = { order: { attribute: 'id', direction: 'DESC' }, filter: 'all' as DeliveryState | 'all' } as const;
const states = ['all', 'PENDING', 'DELIVERED', 'FAILED'] as const;

export function Deliveries({ webhook: { id, enabled } }: { webhook: Webhook }) {
  const words = useWords().webhooks;
  const may = useMay();
  const client = useQueryClient();
  const list = useListState<DeliveryState | 'all'>(newestFirst);
  const { paginator, sorter } = list.variables;
  const variables = { id, paginator, sorter, state: list.filter === 'all' ? null : list.filter };
  const query = useQuery({
    queryKey: ['webhooks', 'deliveries', variables],
    queryFn: async () => (await send(deliveriesDocument, variables)).webhook_deliveries,
    placeholderData: keepPreviousData,
    // What is being sent changes by itself.
    refetchInterval: ({ state }) =>
      enabled && state.data?.entities.some((delivery) => delivery?.state === 'PENDING') ? refreshedMs : false,
  });
  const { run, refusal } = useChange(replayDocument);
  const replay = async (delivery: Delivery) => {
    if (!(await run({ id: delivery.id }))) return;
    notify(words.replayed);
    await client.invalidateQueries({ queryKey: ['webhooks', 'deliveries'] });
  };
  return (
    <Section title={words.deliveries}>
      {refusal && <RefusalNote refusal={refusal} />}
      <List
        words={{ title: words.deliveries }}
        filters={
          <Choice
            label={words.columns.state}
            value={list.filter}
            options={states.map((state) => ({ value: state, label: words.states[state] }))}
            onChange={list.setFilter}
          />
        }
        columns={useColumns()}
        list={list}
        query={query}
        {...(enabled && may('UPDATE_WEBHOOK')
          ? {
              rowActions: (delivery: Delivery) => (
                <RowMenu
                  label={words.actions(delivery.event_type)}
                  acts={[
                    {
                      label: delivery.state === 'PENDING' ? words.tryNow : words.replay,
                      act: () => replay(delivery),
                    },
                  ]}
                />
              ),
            }
          : {})}
      />
    </Section>
  );
}

const refreshedMs = 3_000;

const looks: Record<DeliveryState, string> = { PENDING: 'warning', DELIVERED: 'good', FAILED: 'fault' };

function useColumns(): DataColumn<Delivery>[] {
  const words = useWords().webhooks;
  const formats = useFormats();
  return [
    {
      id: 'event',
      label: words.columns.event,
      attribute: 'event_type',
      isHeader: true,
      cell: ({ event_type, event_id }) => (
        <>
          {event_type}
          <code className="minor">{event_id}</code>
        </>
      ),
    },
    {
      id: 'occurred',
      label: words.columns.occurred,
      attribute: 'occurred_at',
      cell: ({ occurred_at }) => <Ago at={occurred_at} />,
    },
    {
      id: 'state',
      label: words.columns.state,
      wraps: true,
      cell: ({ state, attempts, last_status, last_error, next_attempt_at }) => (
        <>
          <span className={`badge ${looks[state]}`}>{words.states[state]}</span>
          {last_error && <span className="minor">{words.errorOf(last_error, last_status)}</span>}
          {Number(attempts) > 0 && state !== 'DELIVERED' && (
            <span className="minor">
              {words.attempts(Number(attempts))}
              {next_attempt_at && ` · ${words.next(formats.instant(next_attempt_at))}`}
            </span>
          )}
        </>
      ),
    },
  ];
}
