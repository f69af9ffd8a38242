/** Latchkey as delivered, with what measures for how long its event loop is blocked. */
import { once } from 'node:events';
import { type Running, start } from '../processes.ts';

export const startObserved = (settings: Record<string, string>): Promise<Running> =>
  start({
    program: [process.execPath, '--import', './dist/benchmark/bench/cost/blocked.js', 'dist/src/main.js'],
    settings: { PORT: '0', LOG_LEVEL: 'silent', ...settings },
    ready: /GraphiQL/,
    messages: true,
  });

/** The longest time in milliseconds that the event loop was blocked since the last call. */
export async function blocked({ child }: Running): Promise<number> {
  child.send('read');
  return (await once(child, 'message'))[0];
}
