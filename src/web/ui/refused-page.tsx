/** In place of a page that the server refused to give, or that it could not give: why, and what to do. */
import { isRefusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { LinkButton } from './button.tsx';
import { Page } from './page.tsx';
import { RefusalNote } from './refusal-note.tsx';

const known = ['FORBIDDEN', 'NOT_FOUND', 'UNREACHABLE'] as const;

export function RefusedPage({ refusal, retry }: { refusal: unknown; retry: () => void }) {
  const { refusedPage: words, notFound } = useWords().general;
  const code = known.find((code) => isRefusal(refusal, code));
  return (
    <Page title={words.titles[code ?? 'OTHER']} actions={<LinkButton href="/account">{notFound.home}</LinkButton>}>
      <RefusalNote refusal={refusal} retry={retry} />
      {code === 'UNREACHABLE' && <p>{words.continues}</p>}
    </Page>
  );
}
