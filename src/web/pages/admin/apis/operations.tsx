/** The operations of one API, with what each requires. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { List } from '../../../ui/list.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { type Operation, operationsDocument } from './documents.ts';

const byPath = { order: { attribute: 'path', direction: 'ASC' }, filter: 'all' } as const;

export function Operations({ id }: { id: string }) {
  const words = useWords().apis;
  const list = useListState(byPath);
  const variables = { id, ...list.variables };
  const query = useQuery({
    queryKey: ['apis', 'operations', variables],
    queryFn: async () => (await send(operationsDocument, variables)).apis.entities[0]?.operations,
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={words.operations}>
      <List
        words={{ title: words.operations, searchLabel: words.searchOperations }}
        columns={useColumns()}
        list={list}
        query={query}
      />
    </Section>
  );
}

function useColumns(): DataColumn<Operation>[] {
  const words = useWords().apis;
  return [
    {
      id: 'path',
      label: words.columns.operation,
      attribute: 'path',
      isHeader: true,
      cell: ({ method, path }) => (
        <code>
          {method} <bdi>{path}</bdi>
        </code>
      ),
    },
    {
      id: 'requires',
      label: words.columns.requires,
      attribute: 'requires',
      cell: ({ requires, resource }) => (
        <>
          {requires === '' ? words.anyToken : words.requires(requires)}
          {resource && (
            <span className="minor">
              {words.on} <code>{resource}</code>
            </span>
          )}
        </>
      ),
    },
  ];
}
