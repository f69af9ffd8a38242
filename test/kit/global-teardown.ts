/** When does the shared server go? After the last test file; its data goes with it. */
import { server } from './global-setup.ts';

export default async function globalTeardown(): Promise<void> {
  await server?.stop();
}
