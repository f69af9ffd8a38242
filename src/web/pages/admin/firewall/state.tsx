/** Whether the firewall is on, whether it admits the user's own address, and the button that turns it on or off. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { addressDocument, admittingDocument, switchDocument } from './documents.ts';
import type { Draft } from './rule-dialog.tsx';

/** `add` opens the form for a new rule; undefined for users who may not add one. */
export function State({ add }: { add: ((draft: Draft) => void) | undefined }) {
  const words = useWords().firewall;
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['firewall', 'state'],
    queryFn: async () => {
      const { my_ip_address, system_setting } = await send(addressDocument, {});
      const address = my_ip_address?.ip ?? '';
      const { application_firewall_rules: rules } = await send(admittingDocument, { address });
      return {
        address,
        isAdmitted: (rules?.page_info.total_count ?? 0) > 0,
        isOn: system_setting?.application_firewall_enabled ?? false,
      };
    },
  });
  if (error) return <RefusalNote refusal={error} retry={refetch} />;
  if (!data) return null;
  const { address, isAdmitted, isOn } = data;
  return (
    <Section
      title={isOn ? words.on : words.off}
      isCard
      actions={
        may('UPDATE_SYSTEM_SETTINGS') && (
          <Button onPress={() => setAsking(true)}>{isOn ? words.turnOff.open : words.turnOn.open}</Button>
        )
      }
    >
      <p>{isOn ? words.onText : words.offText}</p>
      <p>
        {isAdmitted ? words.admitted(<bdi>{address}</bdi>) : words.notAdmitted(<bdi>{address}</bdi>)}{' '}
        {!isAdmitted && add && (
          <Button look="quiet" onPress={() => add({ subnet: subnetOf(address), description: words.ownAddress })}>
            {words.addOwn}
          </Button>
        )}
      </p>
      {isAsking && <SwitchDialog isOn={isOn} close={() => setAsking(false)} />}
    </Section>
  );
}

const subnetOf = (address: string) => `${address}/${address.includes(':') ? 128 : 32}`;

function SwitchDialog({ isOn, close }: { isOn: boolean; close: () => void }) {
  const { turnOn, turnOff } = useWords().firewall;
  const words = isOn ? turnOff : turnOn;
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(switchDocument);
  const submit = async () => {
    if (!(await run({ input: { application_firewall_enabled: !isOn } }))) return;
    await client.invalidateQueries({ queryKey: ['firewall'] });
    notify(words.done);
    close();
  };
  return (
    <ConfirmDialog
      title={words.title}
      act={words.act}
      isDangerous={isOn}
      isPending={isPending}
      refusal={refusal}
      submit={submit}
      close={close}
    >
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}
