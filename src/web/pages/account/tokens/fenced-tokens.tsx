/** Says that some of the user's own tokens are blocked since a restore of the database, and what to do about it. */
import '../../../ui/callout.css';
import { useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { Button } from '../../../ui/button.tsx';
import { useWords } from '../../../words/words.tsx';
import { fencedTokensDocument } from './documents.ts';

export function FencedTokens({ show }: { show: () => void }) {
  const words = useWords().tokens.confirmFenced;
  const { data } = useQuery({
    queryKey: ['tokens', 'fenced'],
    queryFn: async () => (await send(fencedTokensDocument, {})).personal_access_tokens.page_info.total_count,
  });
  if (!data) return null;
  return (
    <div className="callout warning">
      <p>{words.note(data)}</p>
      <p>{words.advice}</p>
      <Button onPress={show}>{words.show}</Button>
    </div>
  );
}
