/** All changes of the table before they are saved: what each gives and takes, for how many users, and what to know about it. */
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../../../../api/use-change.ts';
import { Changes } from '../../../../features/history/changes.tsx';
import type { PermissionInfo } from '../../../../features/permissions/catalog.ts';
import { SelectionWarnings } from '../../../../features/permissions/selection-warnings.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx';
import { notify } from '../../../../ui/toasts.tsx';
import { isolated } from '../../../../words/isolated.ts';
import { useFormats, useWords } from '../../../../words/words.tsx';
import { updateDocument } from '../documents.ts';
import type { DraftState } from './drafts.ts';

interface ReviewProps {
  permissions: readonly PermissionInfo[];
  drafts: DraftState;
  /** Afterwards, when all is saved. */
  saved: () => void;
  close: () => void;
}

export default function Review({ permissions, drafts: { changed, forget }, saved, close }: ReviewProps) {
  const { matrix: words, roles } = useWords();
  const formats = useFormats();
  const { run, isPending, refusal } = useChange(updateDocument);
  const client = useQueryClient();
  const submit = async () => {
    let done = 0;
    for (const { role, permissions } of changed) {
      if (!(await run({ id: role.id, input: { applied_permissions: [...permissions] } }))) break;
      done++;
      forget(role.id);
    }
    if (done > 0) await client.invalidateQueries();
    if (done < changed.length) return;
    notify(words.saved(done, formats.list(changed.map(({ role }) => isolated(role.name)))));
    saved();
  };
  return (
    <ConfirmDialog
      title={words.reviewTitle(changed.length)}
      act={words.save}
      isWide
      {...{ isPending, refusal, submit, close }}
    >
      {changed.map(({ role, permissions: after }) => (
        <section key={role.id} className="matrix-review" aria-label={isolated(role.name)}>
          <h3>
            <bdi>{role.name}</bdi>
          </h3>
          {role.people !== undefined && <p className="soft">{roles.reaches(role.people)}</p>}
          <Changes before={{ applied_permissions: role.permissions }} after={{ applied_permissions: after }} />
          <SelectionWarnings selected={permissions.filter(({ name }) => after.includes(name))} forToken={false} />
        </section>
      ))}
    </ConfirmDialog>
  );
}
