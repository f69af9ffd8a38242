/** Which email addresses are allowed. */
import * as z from 'zod';

const rule = 'must be an email address.';

/** As browsers check them in forms. */
export const emailAddress = z
  .string()
  .trim()
  .max(254, rule)
  .pipe(z.email({ pattern: z.regexes.html5Email, error: rule }));
