/**
 * Cleans up after a server, even if this process is killed: a shell that notices the end of this process stops the server
 * and deletes its folder. Closing the input of that shell is also the normal way to stop the server.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

const script = `
  while read -r line; do pid=$line; done
  if [ -n "$pid" ] && kill -QUIT "$pid"; then
    kill -CONT "$pid" # A test may have stopped it.
    tries=0
    while kill -0 "$pid" && [ $tries -lt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
  fi
  rm -rf "$1"`;

export function startCleanup(folder: string) {
  // Detached, so that Ctrl-C in the terminal does not end the shell before its input is closed.
  const shell = spawn('sh', ['-c', script, 'cleanup', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.unref();
  (shell.stdin as Socket).unref();
  return {
    /** Sets the process to stop, or none. */
    watch: (pid: number | undefined) => shell.stdin.write(`${pid ?? ''}\n`),
    async finish(): Promise<void> {
      if (shell.exitCode !== null) return;
      shell.ref();
      shell.stdin.end();
      await once(shell, 'exit');
    },
  };
}
