/**
 * The permissions of a role that none of its users used for 90 days. They can be taken off once uses have been counted for
 * a week, after a dialog names the affected users, and put back for 90 days.
 */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Permission } from '../../../api/documents.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { PermissionChips } from '../../../features/permissions/permission-chips.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type Role, type UnusedOfRole, updateDocument } from './documents.ts';

const dayMs = 24 * 3600_000;
const isYounger = (iso: string, days: number) => Date.now() - Date.parse(iso) < days * dayMs;

export function UnusedPermissions({ role, counted }: { role: Role; counted: UnusedOfRole }) {
  const words = useWords().reach.unused;
  const formats = useFormats();
  const mayEdit = useMay()('UPDATE_ROLE');
  const { unused_permissions, counted_since, removed_permissions: removed, removed_at } = counted;
  const unused = unused_permissions ?? [];
  const isHeld = role.users?.page_info.total_count !== 0;
  const isTooSoon = isYounger(counted_since, 7);
  return (
    <>
      {removed && removed_at && isYounger(removed_at, 90) && (
        <div className="callout undo">
          <div>
            <p>{words.taken(formats.distance(removed_at))}</p>
            <PermissionChips permissions={removed} />
          </div>
          {mayEdit && <PutBack role={role} removed={removed} />}
        </div>
      )}
      {!isHeld && <p>{words.notHeld}</p>}
      {isHeld && unused.length === 0 && !removed && <p>{words.none}</p>}
      {isHeld && unused.length > 0 && (
        <>
          <p>{words.text(unused.length)}</p>
          <PermissionChips permissions={unused} />
          {isTooSoon && <p className="soft">{words.tooSoon(formats.day(counted_since))}</p>}
          {mayEdit && !isTooSoon && <TakeOff role={role} unused={unused} />}
        </>
      )}
    </>
  );
}

function useApply(role: Role) {
  const client = useQueryClient();
  const { run, ...state } = useChange(updateDocument);
  const apply = async (applied_permissions: Permission[]) => {
    if (!(await run({ id: role.id, input: { applied_permissions } }))) return false;
    await client.invalidateQueries();
    return true;
  };
  return { apply, ...state };
}

function PutBack({ role, removed }: { role: Role; removed: readonly Permission[] }) {
  const words = useWords().reach.unused;
  const { apply, isPending, refusal } = useApply(role);
  return (
    <>
      <Button isPending={isPending} onPress={() => apply([...role.applied_permissions, ...removed])}>
        {words.undo}
      </Button>
      {refusal && <RefusalNote refusal={refusal} />}
    </>
  );
}

function TakeOff({ role, unused }: { role: Role; unused: readonly Permission[] }) {
  const words = useWords().reach.unused;
  const { apply, isPending, refusal, forget } = useApply(role);
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    forget();
  };
  const kept = role.applied_permissions.filter((permission) => !unused.includes(permission));
  return (
    <>
      <Button onPress={() => setAsking(true)}>{words.take}</Button>
      {isAsking && (
        <ConfirmDialog
          title={words.title}
          act={words.takeNow}
          isDangerous
          submit={async () => (await apply(kept)) && close()}
          {...{ isPending, refusal, close }}
        >
          <Affected users={role.users}>
            <PermissionChips permissions={unused} />
          </Affected>
          <p>{words.later}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** The affected users, with names for users who may read users. */
function Affected({ users, children }: { users: Role['users']; children: ReactNode }) {
  const words = useWords().reach.unused;
  if (!users)
    return (
      <>
        <p>{words.affectedUnnamed}</p>
        {children}
      </>
    );
  const named = users.entities.filter((user) => user !== null);
  const total = users.page_info.total_count;
  return (
    <>
      <p>{words.affected(total)}</p>
      {children}
      <ul className="people">
        {named.map(({ id, name, username }) => (
          <li key={id}>
            <bdi>{name}</bdi> <bdi className="minor">{username}</bdi>
          </li>
        ))}
        {total > named.length && <li className="soft">{words.more(total - named.length)}</li>}
      </ul>
    </>
  );
}
