/** The escalations that a role allows, and its unused permissions. */
import { useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { Escalations } from '../../../features/reach/escalations.tsx';
import { useReach } from '../../../features/reach/reach.ts';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { type Role, unusedDocument } from './documents.ts';
import { UnusedPermissions } from './unused-permissions.tsx';

export function RoleReach({ role }: { role: Role }) {
  const words = useWords().reach;
  const reach = useReach({ role_id: role.id });
  const unused = useQuery({
    queryKey: ['roles', 'unused', role.id],
    queryFn: async () => (await send(unusedDocument, { id: role.id })).roles.entities[0] ?? null,
  });
  const failed = reach.error ?? unused.error;
  return (
    <Section title={words.title}>
      <div className="card">
        {failed && <RefusalNote refusal={failed} retry={() => Promise.all([reach.refetch(), unused.refetch()])} />}
        {reach.data && <Escalations reach={reach.data} />}
        {unused.data && <UnusedPermissions role={role} counted={unused.data} />}
      </div>
    </Section>
  );
}
