/** Stops the shared server after the last test file and deletes its data. */
import { server, templates } from './global-setup.ts';

export default async function globalTeardown(): Promise<void> {
  await templates?.remove();
  await server?.stop();
}
