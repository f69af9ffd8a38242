/** English, a file for each part of the application. */
import { account } from './en/account.tsx';
import { general } from './en/general.ts';
import { logs } from './en/logs.ts';
import { permissions } from './en/permissions.ts';
import { requests } from './en/requests.tsx';
import { tokens } from './en/tokens.tsx';
import { users } from './en/users.tsx';

export const en = { account, general, logs, permissions, requests, tokens, users };
