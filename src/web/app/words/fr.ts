/** French, a file for each part of the application. */
import { account } from './fr/account.tsx';
import { general } from './fr/general.ts';
import { logs } from './fr/logs.ts';
import { permissions } from './fr/permissions.ts';
import { reach } from './fr/reach.ts';
import { requests } from './fr/requests.tsx';
import { token } from './fr/token.tsx';
import { tokens } from './fr/tokens.tsx';
import { users } from './fr/users.tsx';
import type { Words } from './words.tsx';

export const fr: Words = { account, general, logs, permissions, reach, requests, token, tokens, users };
