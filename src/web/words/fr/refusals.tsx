/** French for what the server did not accept. */
import type { Words } from '../words.tsx';
import { reasons } from './server/reasons.ts';

export const faults: Words['faults'] = {
  notAccepted: (rule) => <>Cette valeur n’est pas acceptée : {rule}</>,
  because: ({ reason, values }) => reason && reasons[reason]?.(values),
};
