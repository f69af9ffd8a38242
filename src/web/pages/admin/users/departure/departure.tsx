/** The departure of a user: before, what disabling ends, and the button to do it; afterwards, the report. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../../../../api/send.ts';
import { useMay, useMe } from '../../../../api/session.tsx';
import { useChange } from '../../../../api/use-change.ts';
import { StickyNotes } from '../../../../features/notes/sticky-notes.tsx';
import { Button, LinkButton } from '../../../../ui/button.tsx';
import { Loading } from '../../../../ui/loading.tsx';
import { Page } from '../../../../ui/page.tsx';
import { RefusalNote } from '../../../../ui/refusal-note.tsx';
import { notify } from '../../../../ui/toasts.tsx';
import { isolated } from '../../../../words/isolated.ts';
import { useFormats, useWords } from '../../../../words/words.tsx';
import { type User, updateDocument } from '../documents.ts';
import { LoadedUser } from '../loaded-user.tsx';
import { reportDocument } from './documents.ts';
import { Report } from './report.tsx';

export default function DeparturePage() {
  return <LoadedUser>{(user) => <Departure key={user.id} user={user} />}</LoadedUser>;
}

function Departure({ user }: { user: User }) {
  const { departure: words, general } = useWords();
  const formats = useFormats();
  const may = useMay();
  const variables = {
    id: user.id,
    readsTokens: may('READ_PERSONAL_ACCESS_TOKEN'),
    readsRequests: may('READ_ACCESS_REQUEST'),
    administers: may('ADMINISTER_PROJECT'),
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['departure', variables],
    queryFn: async () => (await send(reportDocument, variables)).departure_report,
  });
  const name = isolated(user.name);
  return (
    <Page
      title={data?.enabled === false ? words.reportTitle(name) : words.title(name)}
      intro={data && (data.enabled ? words.before : data.disabled_at && words.after(formats.instant(data.disabled_at)))}
      actions={<LinkButton href={`/admin/users/${user.id}`}>{general.back}</LinkButton>}
    >
      <StickyNotes on={{ type: 'User', id: user.id }} />
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !data && <Loading />}
      {data && <Report report={data} user={user} />}
      {data?.enabled && <DisableForm user={user} />}
    </Page>
  );
}

/** Nothing for users who may not disable this one. */
function DisableForm({ user }: { user: User }) {
  const { departure: words, general } = useWords();
  const me = useMe();
  const may = useMay();
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(updateDocument);
  if (me.id === user.id || !may('UPDATE_USER')) return null;
  const disable = async () => {
    if (!(await run({ id: user.id, input: { enabled: false } }))) return;
    await client.invalidateQueries();
    notify(words.done);
  };
  return (
    <div className="card">
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="form-actions">
        <Button look="danger" isPending={isPending} onPress={disable}>
          {words.act(isolated(user.name))}
        </Button>
        <LinkButton href={`/admin/users/${user.id}`}>{general.cancel}</LinkButton>
      </div>
    </div>
  );
}
