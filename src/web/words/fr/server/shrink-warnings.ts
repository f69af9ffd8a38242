/** French for why shrinking a token may take too much. */
import type { ShrinkWarning } from '../../../api/server-texts.ts';

export const shrinkWarnings: Record<ShrinkWarning, (since: string) => string> = {
  COUNTED_SINCE: (since) =>
    `Ses utilisations ne sont comptées que depuis le ${since} : on ne sait pas ce dont il se sert plus rarement.`,
  UNUSED: () => 'Il n’a pas servi pendant ce temps : révoquez-le plutôt que de le réduire.',
  NOT_ALL_WRITTEN: () => 'Un processus du serveur n’a pas répondu : on ne sait pas ce qui vient d’y être utilisé.',
  SUPER_ADMIN: () => 'Il perd ce que seuls les super administrateurs peuvent, utilisé ou non.',
};
