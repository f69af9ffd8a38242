/** Everybody's tokens, of which there may be a million: the report in numbers, the list, and all of it as a table. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import { Tokens } from '../../../features/all-tokens/all-tokens.tsx';
import { reportDocument } from '../../../features/all-tokens/documents.ts';
import { usePolicy } from '../../../features/token-form/queries.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { useWords } from '../../../words/words.tsx';
import { Page } from '../../shell.tsx';
import { Numbers } from './report.tsx';

export default function InventoryPage() {
  const words = useWords().inventory;
  const policy = usePolicy();
  const report = useQuery({ queryKey: ['token report'], queryFn: () => ask(reportDocument, {}) });
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        <LinkButton href="/api/personal_access_tokens.csv" download>
          {words.csv}
        </LinkButton>
      }
    >
      {report.data?.token_report && <Numbers report={report.data.token_report} />}
      {policy.error && <RefusalNote refusal={policy.error} retry={policy.refetch} />}
      {policy.data && <Tokens policy={policy.data} />}
    </Page>
  );
}
