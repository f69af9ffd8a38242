/** Connects the commands that read access files: with the database, or with a server. */
import { requireAddress } from '../commands/server.ts';
import { signInSettings } from '../config.ts';
import type { Driver } from './driver.ts';
import { openPrompt } from './prompt.ts';
import { asPerson, asToken } from './server.ts';

export interface ConnectOptions {
  url?: string;
  /** Enough for commands that only read. */
  token?: string;
  user?: string;
}

export type Connect = <T>(
  options: ConnectOptions,
  isReading: boolean,
  act: (driver: Driver) => Promise<T>,
) => Promise<T>;

/** `withDatabase`: runs the work on the database of this machine, where no URL is given. */
export const connecting =
  (withDatabase: <T>(act: (driver: Driver) => Promise<T>) => Promise<T>): Connect =>
  async ({ url, token, user }, isReading, act) => {
    if (url === undefined) return withDatabase(act);
    requireAddress(url);
    if (isReading && token && user === undefined) return act(asToken(url, token));
    const settings = signInSettings();
    const username = user ?? settings.username;
    if (!username) throw new Error('--url requires a user: use --user, or set LATCHKEY_USER.');
    const prompt = openPrompt();
    const person = {
      username,
      password: async () => settings.password ?? (await prompt.line(`The password of ${username}`)),
      code: (types: readonly string[]) => prompt.line(`The code of the second factor (${types.join(', ')})`),
    };
    try {
      return await asPerson(url, person, act);
    } finally {
      prompt.close();
    }
  };
