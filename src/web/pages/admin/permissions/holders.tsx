/** How many roles, permission sets, tokens and grants have a custom permission, before it is retired or deleted. */
import { Affected } from '../../../ui/affected.tsx';
import { useWords } from '../../../words/words.tsx';
import { useUses } from './queries.ts';

export function Holders({ name }: { name: string }) {
  const words = useWords().customPermissions;
  const { data } = useUses(name);
  if (!data) return null;
  const { roles, permission_sets, all_personal_access_tokens: tokens, access_requests: grants } = data;
  const counts = { roles, sets: permission_sets, tokens, grants };
  const sentences = (['roles', 'sets', 'tokens', 'grants'] as const).flatMap((kind) => {
    const count = counts[kind]?.page_info.total_count ?? 0;
    return count > 0 ? [words.holders[kind](count)] : [];
  });
  return <Affected sentences={sentences.length > 0 ? sentences : [words.notUsed]} />;
}
