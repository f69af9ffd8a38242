/** All users' tokens: the report in figures, the list, and a download of all of it. There may be a million. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import { AllTokens } from '../../../features/all-tokens/all-tokens.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../words/words.tsx';
import { reportDocument } from './documents.ts';
import { ReportFigures } from './report.tsx';

export default function AllTokensPage() {
  const words = useWords().allTokens;
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
      {report.data?.token_report && <ReportFigures report={report.data.token_report} />}
      <AllTokens />
    </Page>
  );
}
