/** The latent permissions of a token, to restore one by one or all at once: first those that its owner has. */
import { useRef } from 'react';
import type { Permission } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { useFormats, useWords } from '../../words/words.tsx';

interface LatentPermissionsProps {
  permissions: readonly Permission[];
  /** What the owner may do; null if that is not known. */
  mayOwner: ((permission: Permission) => boolean) | null;
  shrunkAt: string | null;
  /** Until when the token can still use them. */
  until: string | null;
  isPending: boolean;
  restore: (permissions: Permission[], said: string) => Promise<void>;
}

/** Of an unknown owner. */
const mostShown = 10;

export function LatentPermissions(props: LatentPermissionsProps) {
  const { permissions, mayOwner, shrunkAt, until, isPending, restore } = props;
  const words = useWords().token.least;
  const formats = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button disappears afterwards, so the focus moves to the heading. */
  const restoreOne = async (permission: Permission) => {
    await restore([permission], words.restored(permission));
    heading.current?.focus();
  };
  const shown = mayOwner ? permissions.filter(mayOwner) : permissions.slice(0, mostShown);
  const folded = permissions.filter((permission) => !shown.includes(permission));
  const list = (some: readonly Permission[]) => (
    <ul className="latent">
      {some.map((permission) => (
        <li key={permission}>
          <code>{permission}</code>
          <Button
            look="quiet"
            aria-label={words.restoreOf(permission)}
            isDisabled={isPending}
            onPress={() => restoreOne(permission)}
          >
            {words.restore}
          </Button>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.latent(mayOwner ? shown.length : permissions.length)}
      </h3>
      {shrunkAt && <p className="soft">{words.since(formats.instant(shrunkAt))}</p>}
      {until && new Date(until) > new Date() && <p className="soft">{words.until(formats.instant(until))}</p>}
      {shown.length > 0 && list(shown)}
      {folded.length > 0 && (
        <Fold label={mayOwner ? words.latentOthers(folded.length) : words.latentMore(folded.length)}>
          {list(folded)}
        </Fold>
      )}
      {permissions.length > 1 && (
        <Button isDisabled={isPending} onPress={() => restore([...permissions], words.undone)}>
          {words.restoreAll}
        </Button>
      )}
    </>
  );
}
