/** All users' tokens: the report in figures, the list, and a download, which follow its filters. There may be a million tokens. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useAllTokens } from '../../../features/all-tokens/all-tokens.tsx';
import { tableOf } from '../../../features/all-tokens/filters.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useWords } from '../../../words/words.tsx';
import { reportDocument } from './documents.ts';
import { ReportFigures } from './report.tsx';

export default function AllTokensPage() {
  const { allTokens: words, tokens } = useWords();
  const { list, dialogs, shown } = useAllTokens();
  const { user_id, text } = shown;
  const report = useQuery({
    queryKey: ['token report', user_id, text],
    queryFn: () => send(reportDocument, { user_id, text }),
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      {...list}
      words={words}
      actions={
        <>
          <LinkButton href={tableOf(shown)} download>
            {words.csv}
          </LinkButton>
          <LinkButton href="/account/tokens/new" look="primary">
            {tokens.generate}
          </LinkButton>
        </>
      }
      head={report.data?.token_report && <ReportFigures report={report.data.token_report} />}
    >
      {dialogs}
    </ListPage>
  );
}
