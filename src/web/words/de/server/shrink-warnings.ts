/** German for why shrinking a token may take too much. */
import type { ShrinkWarning } from '../../../api/server-texts.ts';

export const shrinkWarnings: Record<ShrinkWarning, (since: string) => string> = {
  COUNTED_SINCE: (since) =>
    `Seine Verwendungen werden erst seit dem ${since} gezählt: Seltenere Verwendungen können fehlen.`,
  UNUSED: () => 'Es wurde in dieser Zeit nicht verwendet. Widerrufen Sie es, statt es zu verkleinern.',
  NOT_ALL_WRITTEN: () => 'Ein Prozess des Servers hat nicht geantwortet: Die letzten Verwendungen können fehlen.',
  SUPER_ADMIN: () => 'Es verliert, was nur Superadmins dürfen, auch wenn dies verwendet wurde.',
};
