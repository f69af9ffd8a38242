/** All users' tokens: the report in figures, the list, and a download of all of it. There may be a million. */
import { useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useAllTokens } from '../../../features/all-tokens/all-tokens.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useWords } from '../../../words/words.tsx';
import { reportDocument } from './documents.ts';
import { ReportFigures } from './report.tsx';

export default function AllTokensPage() {
  const words = useWords().allTokens;
  const { list, dialogs } = useAllTokens();
  const report = useQuery({ queryKey: ['token report'], queryFn: () => send(reportDocument, {}) });
  return (
    <ListPage
      {...list}
      words={words}
      actions={
        <LinkButton href="/api/personal_access_tokens.csv" download>
          {words.csv}
        </LinkButton>
      }
      head={report.data?.token_report && <ReportFigures report={report.data.token_report} />}
    >
      {dialogs}
    </ListPage>
  );
}
