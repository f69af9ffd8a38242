/** One API: how a proxy names it, its operations with what they require, and the history. */

import { History } from '../../../features/history/history.tsx';
import { Affected } from '../../../ui/affected.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { Copyable } from '../../../ui/copyable.tsx';
import { DeleteButton } from '../../../ui/delete-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { deleteDocument, type WholeApi } from './documents.ts';
import { LoadedApi } from './loaded-api.tsx';
import { Operations } from './operations.tsx';

export default function ApiPage() {
  return <LoadedApi>{(api) => <OneApi key={api.id} api={api} />}</LoadedApi>;
}

function OneApi({ api }: { api: WholeApi }) {
  const words = useWords().apis;
  return (
    <Page
      title={api.name}
      intro={api.description && <bdi>{api.description}</bdi>}
      actions={
        <>
          <LinkButton href={`/admin/apis/${api.id}/edit`}>{words.edit}</LinkButton>
          <DeleteButton
            entity={api}
            words={words}
            document={deleteDocument}
            list="/admin/apis"
            readAgain={['apis']}
            affected={<Affected sentences={[words.operationCount(api.operations.page_info.total_count)]} />}
          />
        </>
      }
    >
      <Section title={words.check} isCard>
        <p className="soft">{words.checkText}</p>
        <Copyable label={words.checkUrl} value={`/auth/verify?api=${api.name}`} />
      </Section>
      <Operations id={api.id} />
      <History type="Api" id={api.id} />
    </Page>
  );
}
