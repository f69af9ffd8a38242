/**
 * Who cleans up after a server when this process is killed? `keep` promises a shell that outlives us just long enough to
 * stop the server we named last and to remove its folder; closing its input on purpose is how we stop one ourselves.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

const script = `
  while read -r line; do pid=$line; done
  if [ -n "$pid" ] && kill -QUIT "$pid"; then
    tries=0
    while kill -0 "$pid" && [ $tries -lt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
  fi
  rm -rf "$1"`;

export function keep(folder: string) {
  // Detached: a Ctrl-C in the terminal must not reach it before our end of its input closes.
  const shell = spawn('sh', ['-c', script, 'keeper', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.unref();
  (shell.stdin as Socket).unref();
  return {
    /** Names the process that runs now, or that none does. */
    watch: (pid: number | undefined) => shell.stdin.write(`${pid ?? ''}\n`),
    async finish(): Promise<void> {
      if (shell.exitCode !== null) return;
      shell.ref();
      shell.stdin.end();
      await once(shell, 'exit');
    },
  };
}
