/** The application firewall: whether it is on, and the subnets from which it accepts requests. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { useWords } from '../../../words/words.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { type Rule, rulesDocument } from './documents.ts';
import { type Draft, RuleDialog } from './rule-dialog.tsx';
import { State } from './state.tsx';

const bySubnet = { order: { attribute: 'subnet', direction: 'ASC' }, filter: 'all' } as const;
const empty: Draft = { subnet: '', description: '' };

type Opened = { edits: Draft; rule?: Rule } | { deletes: Rule };

export default function FirewallPage() {
  const words = useWords().firewall;
  const may = useMay();
  const list = useListState(bySubnet);
  const [opened, setOpened] = useState<Opened>();
  const query = useQuery({
    queryKey: ['firewall', 'rules', list.variables],
    queryFn: async () => (await send(rulesDocument, list.variables)).application_firewall_rules,
    placeholderData: keepPreviousData,
  });
  const add = may('CREATE_APPLICATION_FIREWALL_RULE') ? (edits: Draft) => setOpened({ edits }) : undefined;
  const actsOn = (rule: Rule) => [
    ...(may('UPDATE_APPLICATION_FIREWALL_RULE')
      ? [{ label: words.edit, act: () => setOpened({ edits: rule, rule }) }]
      : []),
    ...(may('DELETE_APPLICATION_FIREWALL_RULE')
      ? [{ label: words.delete, act: () => setOpened({ deletes: rule }), isDangerous: true }]
      : []),
  ];
  const close = () => setOpened(undefined);
  return (
    <ListPage
      words={words}
      actions={
        add && (
          <Button look="primary" onPress={() => add(empty)}>
            {words.add}
          </Button>
        )
      }
      head={<State add={add} />}
      columns={useColumns()}
      list={list}
      query={query}
      rowActions={(rule) =>
        actsOn(rule).length > 0 && <RowMenu label={words.actions(rule.subnet)} acts={actsOn(rule)} />
      }
    >
      {opened && 'edits' in opened && <RuleDialog before={opened.edits} rule={opened.rule} close={close} />}
      {opened && 'deletes' in opened && <DeleteDialog rule={opened.deletes} close={close} />}
    </ListPage>
  );
}

function useColumns(): DataColumn<Rule>[] {
  const words = useWords().firewall;
  return [
    {
      id: 'subnet',
      label: words.columns.subnet,
      attribute: 'subnet',
      isHeader: true,
      cell: ({ subnet, description }) => (
        <>
          <bdi>{subnet}</bdi>
          <bdi className="minor">{description}</bdi>
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
