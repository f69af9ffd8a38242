/**
 * Finds an executable Chromium: `CHROME_PATH`, else an installed one, else the one in `@sparticuz/chromium` with its
 * libraries and fonts. Throws if there is none.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface Chromium {
  executablePath: string;
  env: Record<string, string>;
}

export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROME_PATH;
  if (named && !isExecutable(named)) throw new Error(`CHROME_PATH names ${named}, which cannot be executed.`);
  const executablePath = named || installed().find(isExecutable);
  return executablePath ? { executablePath, env: {} } : unpacked();
}

function installed(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [
    ...onPath,
    ...['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  ];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function unpacked(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium was found on this machine. Install one, or name one in CHROME_PATH.');
  }
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(dirname(entry), '../../package.json'), 'utf8'));
  const folder = join(tmpdir(), `latchkey-chromium-${version}-${process.getuid?.()}`);
  if (!existsSync(folder)) await unpack(entry, folder);
  // The folder name can be guessed, and other users can write to the temporary folder.
  if ((await stat(folder)).uid !== process.getuid?.()) throw new Error(`${folder} belongs to someone else.`);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Unpacks next to the folder and renames, so that the folder is complete as soon as it exists. */
async function unpack(entry: string, folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the temporary folder of its process, and its libraries only on Lambda.
    const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
    await promisify(execFile)(process.execPath, ['-e', 'require(process.argv[1]).executablePath()', entry], {
      env,
    });
    await chmod(join(draft, 'chromium'), 0o755);
    await writeFile(join(draft, 'fonts.conf'), fontsIn(folder));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another worker was first.
    if (!existsSync(folder)) throw error;
  }
}

/** The package's own file names folders that do not exist here; with it text would have no width. */
const fontsIn = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>
`;
