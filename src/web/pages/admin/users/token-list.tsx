/** The tokens of a user, on the page of the user. */
import { useAllTokens } from '../../../features/all-tokens/all-tokens.tsx';
import { List } from '../../../ui/list.tsx';
import { useWords } from '../../../words/words.tsx';

export default function TokenList({ ownerId }: { ownerId: string }) {
  const words = useWords().allTokens;
  const { list, dialogs } = useAllTokens(ownerId);
  return (
    <>
      <List {...list} words={words} />
      {dialogs}
    </>
  );
}
