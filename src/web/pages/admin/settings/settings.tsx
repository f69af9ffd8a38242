/** The system settings: the language of new users and the time zone of emails. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useChange } from '../../../api/use-change.ts';
import { Choice } from '../../../ui/choice.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { formats } from '../../../words/formats.ts';
import { languages } from '../../../words/languages.ts';
import { useWords } from '../../../words/words.tsx';
import { type Settings, settingsDocument, updateDocument } from './documents.ts';

export default function SettingsPage() {
  const words = useWords().systemSettings;
  const { data, error, refetch } = useQuery({
    queryKey: ['system settings'],
    queryFn: () => send(settingsDocument, {}),
  });
  return (
    <Page title={words.title} intro={words.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !data?.system_setting && <Loading />}
      {data?.system_setting && <SettingsForm settings={data.system_setting} />}
    </Page>
  );
}

/** Each in its own language, so that its readers find it. */
const options = languages.map((value) => ({ value, label: formats(value).language(value) }));

function SettingsForm({ settings }: { settings: Settings }) {
  const words = useWords().systemSettings;
  const client = useQueryClient();
  const [language, setLanguage] = useState(settings.language);
  const [timezone, setTimezone] = useState(settings.timezone);
  const update = useChange(updateDocument);
  const errorOf = useFieldErrors(update.refusal);
  const submit = async () => {
    if (!(await update.run({ input: { language, timezone: timezone.trim() } }))) return false;
    await client.invalidateQueries({ queryKey: ['system settings'] });
    notify(words.saved);
    return true;
  };
  return (
    <Form
      label={words.title}
      act={words.save}
      back="/admin"
      refusal={update.refusal}
      shown={['timezone']}
      draft={[language, timezone]}
      isPending={update.isPending}
      submit={submit}
    >
      <Choice label={words.language} value={language} options={options} onChange={setLanguage} />
      <Field
        label={words.timezone}
        hint={words.timezoneHint}
        value={timezone}
        onChange={setTimezone}
        maxLength={60}
        error={errorOf('timezone')}
      />
    </Form>
  );
}
