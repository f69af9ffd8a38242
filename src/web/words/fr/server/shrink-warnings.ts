/** French for why shrinking a token may take too much. */
import type { ShrinkWarning } from '../../../api/server-texts.ts';

export const shrinkWarnings: Record<ShrinkWarning, (since: string) => string> = {
  COUNTED_SINCE: (since) =>
    `Ses utilisations ne sont comptées que depuis le ${since} : des utilisations plus rares peuvent manquer.`,
  UNUSED: () => 'Il n’a pas servi pendant ce temps. Révoquez-le au lieu de le réduire.',
  NOT_ALL_WRITTEN: () => 'Un processus du serveur n’a pas répondu : des utilisations récentes peuvent manquer.',
  SUPER_ADMIN: () => 'Il perd ce que seuls les super administrateurs peuvent faire, même si cela a servi.',
};
