/** Shrinks a token: the suggestion, the button, undo, and the latent permissions. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Permission } from '../../api/documents.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { PeriodChoice } from '../../ui/period-choice.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { notify } from '../../ui/toasts.tsx';
import { useWords } from '../../words/words.tsx';
import { restoreDocument, shrinkDocument, type WholeToken } from './documents.ts';
import { LatentPermissions } from './latent-permissions.tsx';
import { useSuggestion } from './queries.ts';
import { ShrinkSuggestion } from './shrink-suggestion.tsx';

const spans = [30, 90, 365];

/** Until then, not to be used says nothing. */
const newDays = 7;

export function LeastPrivilege({ token }: { token: WholeToken }) {
  const { id, created_at, latent_permissions, latent_until, shrunk_at } = token;
  const words = useWords().token.least;
  const client = useQueryClient();
  const [days, setDays] = useState(90);
  const [taken, setTaken] = useState<Permission[]>([]);
  const { data: suggestion, error, refetch } = useSuggestion(id, days);
  const shrink = useChange(shrinkDocument);
  const restore = useChange(restoreDocument);

  const changed = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['tokens'] }),
      client.invalidateQueries({ queryKey: ['reach'] }),
    ]);
  const take = async () => {
    const done = await shrink.run({ id, input: { unused_for_days: days } });
    if (!done) return;
    const latent = done.shrinkPersonalAccessToken?.latent_permissions ?? [];
    setTaken(latent.filter((permission) => !latent_permissions?.includes(permission)));
    await changed();
  };
  const giveBack = async (permissions: Permission[], said: string) => {
    if (!(await restore.run({ id, permissions }))) return;
    setTaken([]);
    notify(said);
    await changed();
  };

  return (
    <Section
      title={words.title}
      actions={<PeriodChoice label={words.span} options={spans} days={days} onChange={setDays} />}
    >
      <div className="card">
        {error && <RefusalNote refusal={error} retry={refetch} />}
        {taken.length > 0 && (
          <div className="callout undo" role="status">
            <p>{words.shrunk(taken.length)}</p>
            <Button isPending={restore.isPending} onPress={() => giveBack(taken, words.undone)}>
              {words.undo}
            </Button>
          </div>
        )}
        {taken.length === 0 && suggestion && (
          <ShrinkSuggestion
            suggestion={suggestion}
            isNew={Date.now() - new Date(created_at).getTime() < newDays * 86_400_000}
            isPending={shrink.isPending}
            shrink={take}
          />
        )}
        {(shrink.refusal ?? restore.refusal) && <RefusalNote refusal={shrink.refusal ?? restore.refusal} />}
        {latent_permissions && latent_permissions.length > 0 && (
          <LatentPermissions
            permissions={latent_permissions}
            shrunkAt={shrunk_at}
            until={latent_until}
            isPending={restore.isPending}
            restore={giveBack}
          />
        )}
      </div>
    </Section>
  );
}
