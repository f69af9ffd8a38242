/** The latent permissions of a token, to restore one by one or all at once. */
import { useRef } from 'react';
import type { Permission } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { useFormats, useWords } from '../../words/words.tsx';

interface LatentPermissionsProps {
  permissions: readonly Permission[];
  shrunkAt: string | null;
  /** Until when the token can still use them. */
  until: string | null;
  isPending: boolean;
  restore: (permissions: Permission[], said: string) => Promise<void>;
}

export function LatentPermissions({ permissions, shrunkAt, until, isPending, restore }: LatentPermissionsProps) {
  const words = useWords().token.least;
  const formats = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button disappears afterwards, so the focus moves to the heading. */
  const restoreOne = async (permission: Permission) => {
    await restore([permission], words.restored(permission));
    heading.current?.focus();
  };
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.latent(permissions.length)}
      </h3>
      {shrunkAt && <p className="soft">{words.since(formats.instant(shrunkAt))}</p>}
      {until && new Date(until) > new Date() && <p className="soft">{words.until(formats.instant(until))}</p>}
      <ul className="latent">
        {permissions.map((permission) => (
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
      {permissions.length > 1 && (
        <Button isDisabled={isPending} onPress={() => restore([...permissions], words.undone)}>
          {words.restoreAll}
        </Button>
      )}
    </>
  );
}
