/** Whether the user dismissed the guide, stored in their preferences at the server beside other values. */
import { keptIn, withKept } from '../../../api/preferences.ts';

const key = 'first_visit';

export const isDismissed = (text: string | null) => keptIn(text)?.[key] === 'dismissed';
export const dismissed = (text: string | null) => withKept(text, key, 'dismissed');
