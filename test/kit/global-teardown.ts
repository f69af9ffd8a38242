/** When does the shared server go? After the last test file; its data goes with it. */
import { server, templates } from './global-setup.ts';

export default async function globalTeardown(): Promise<void> {
  await templates?.remove();
  await server?.stop();
}
