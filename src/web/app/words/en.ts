/** English, a file for each part of the application. */
import { account } from './en/account.tsx';
import { general } from './en/general.ts';
import { logs } from './en/logs.ts';
import { permissions } from './en/permissions.ts';
import { reach } from './en/reach.ts';
import { requests } from './en/requests.tsx';
import { token } from './en/token.tsx';
import { tokens } from './en/tokens.tsx';
import { users } from './en/users.tsx';

export const en = { account, general, logs, permissions, reach, requests, token, tokens, users };
