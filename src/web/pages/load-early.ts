/** Loads the script of the page at an address before it is known who is signed in, so that one does not wait for the other. */
import { routes } from './routes.tsx';

export function loadEarly(address: string): void {
  const route = routes.find(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`).test(address));
  // What fails is loaded again, and shown as failed, when the page is opened.
  route?.page.load().catch(() => undefined);
}
