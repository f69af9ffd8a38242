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
import { useReach } from '../reach/reach.ts';
import { restoreDocument, shrinkDocument, type WholeToken } from './documents.ts';
import { LatentPermissions } from './latent-permissions.tsx';
import { useMayOwner } from './owners-permissions.ts';
import { useSuggestion } from './queries.ts';
import { ShrinkSuggestion } from './shrink-suggestion.tsx';

const spans = [30, 90, 365];

/** Until then, not to be used says nothing. */
const newDays = 7;

interface Taken {
  permissions: Permission[];
  /** How many of them the token had. */
  held: number;
}

export function LeastPrivilege({ token, own }: { token: WholeToken; own: boolean }) {
  const { id, created_at, latent_permissions, latent_until, shrunk_at } = token;
  const words = useWords().token.least;
  const client = useQueryClient();
  const [days, setDays] = useState(90);
  const [taken, setTaken] = useState<Taken | null>(null);
  const { data: suggestion, error, refetch } = useSuggestion(id, days);
  const reach = useReach({ personal_access_token_id: id });
  const mayOwner = useMayOwner(token, own);
  const present = reach.data?.permissions ?? null;
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
    const permissions = latent.filter((permission) => !latent_permissions?.includes(permission));
    const held = permissions.filter((permission) => !present || present.includes(permission)).length;
    setTaken({ permissions, held });
    await changed();
  };
  const giveBack = async (permissions: Permission[], said: string) => {
    if (!(await restore.run({ id, permissions }))) return;
    setTaken(null);
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
        {taken && (
          <div className="callout undo" role="status">
            <p>{taken.held > 0 ? words.shrunk(taken.held) : words.shrunkLater}</p>
            <Button isPending={restore.isPending} onPress={() => giveBack(taken.permissions, words.undone)}>
              {words.undo}
            </Button>
          </div>
        )}
        {!taken && suggestion && !reach.isPending && (
          <ShrinkSuggestion
            suggestion={suggestion}
            present={present}
            isWhole={isWhole(token)}
            isNew={Date.now() - new Date(created_at).getTime() < newDays * 86_400_000}
            isPending={shrink.isPending}
            shrink={take}
          />
        )}
        {(shrink.refusal ?? restore.refusal) && <RefusalNote refusal={shrink.refusal ?? restore.refusal} />}
        {latent_permissions && latent_permissions.length > 0 && (
          <LatentPermissions
            permissions={latent_permissions}
            mayOwner={mayOwner}
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

const isWhole = ({ type, permission_set, permissions, issuer_permissions }: WholeToken) =>
  type === 'USER' && !permission_set && !permissions && !issuer_permissions;
