/** Whether everybody must have a second factor. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useChange } from '../../../api/use-change.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Form } from '../../../ui/form.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { settingDocument, updateDocument } from './documents.ts';

export default function TwoStepPage() {
  const words = useWords().twoStep;
  const { data, error, refetch } = useQuery({
    queryKey: ['mfa setting'],
    queryFn: async () => (await send(settingDocument, {})).mfa_admin_setting,
  });
  return (
    <Page title={words.title} intro={words.setting.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !data && <Loading />}
      {data && <SettingForm isRequired={data.is_mfa_required} />}
    </Page>
  );
}

function SettingForm({ isRequired }: { isRequired: boolean }) {
  const words = useWords().twoStep;
  const client = useQueryClient();
  const [is_mfa_required, setRequired] = useState(isRequired);
  const update = useChange(updateDocument);
  const submit = async () => {
    if (!(await update.run({ input: { is_mfa_required } }))) return false;
    await client.invalidateQueries();
    notify(words.setting.saved);
    return true;
  };
  return (
    <Form
      label={words.title}
      act={words.setting.save}
      back="/admin"
      refusal={update.refusal}
      draft={is_mfa_required}
      isPending={update.isPending}
      submit={submit}
    >
      <Checkbox isSelected={is_mfa_required} onChange={setRequired}>
        <span>
          {words.setting.label}
          <span className="minor">{words.setting.text}</span>
        </span>
      </Checkbox>
    </Form>
  );
}
