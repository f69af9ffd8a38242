/** Creates a project, on which its creator gets all permissions. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useChange } from '../../../api/use-change.ts';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { createDocument } from './documents.ts';

export default function NewProjectPage() {
  const words = useWords().projects;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const create = useChange(createDocument);
  const errorOf = useFieldErrors(create.refusal);
  const submit = async () => {
    const answer = await create.run({ input: { name, key } });
    if (!answer?.createProject) return;
    for (const changed of ['me', 'projects']) await client.invalidateQueries({ queryKey: [changed] });
    notify(words.created);
    navigate(`/admin/projects/${answer.createProject.id}`);
  };
  return (
    <Page title={words.create} intro={words.createIntro}>
      <Form
        label={words.create}
        act={words.createAct}
        back="/admin/projects"
        refusal={create.refusal}
        shown={['name', 'key']}
        draft={[name, key]}
        isPending={create.isPending}
        submit={submit}
      >
        <Field label={words.columns.name} value={name} onChange={setName} maxLength={100} error={errorOf('name')} />
        <Field
          label={words.columns.key}
          hint={words.keyHint}
          value={key}
          onChange={setKey}
          maxLength={200}
          error={errorOf('key')}
        />
      </Form>
    </Page>
  );
}
