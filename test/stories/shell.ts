/** A shell that stays open: it runs one block after the other, and keeps what they set. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Shell {
  /** The output of the block, including errors. Throws unless it ends with success. */
  run(code: string): Promise<string>;
  close(): Promise<void>;
}

/** `folder` holds the blocks as files, apart from what they write themselves in `cwd`. */
export function openShell(folder: string, cwd: string, env: NodeJS.ProcessEnv): Shell {
  // An unset variable ends the shell. A process group of its own, so that what a block leaves running ends with it.
  const shell = spawn('sh', ['-u'], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const exit = once(shell, 'exit');
  let output = '';
  let ended = false;
  shell.stdout.on('data', (chunk) => {
    output += chunk;
    shell.emit('read');
  });
  exit.then(() => {
    ended = true;
    shell.emit('read');
  });
  shell.stdin.write('exec 2>&1\n');
  let blocks = 0;
  return {
    run: async (code) => {
      const file = join(folder, `block-${++blocks}.sh`);
      const end = `===== end of block ${blocks}:`;
      writeFileSync(file, code);
      output = '';
      shell.stdin.write(`. ${file} < /dev/null\nprintf '\\n%s %s\\n' '${end}' "$?"\n`);
      for (;;) {
        const [text = '', status] = output.split(`\n${end} `);
        if (status?.endsWith('\n')) {
          if (status !== '0\n') throw new Error(`It ended with ${status.trim()} and wrote:\n${text}\n${code}`);
          return text;
        }
        if (ended) throw new Error(`The shell ended, and the block wrote:\n${output}\n${code}`);
        await once(shell, 'read');
      }
    },
    close: async () => {
      shell.stdin.end();
      await exit;
      try {
        process.kill(-(shell.pid as number));
      } catch {
        // Nothing runs any more.
      }
    },
  };
}
