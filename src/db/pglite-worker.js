/**
 * The embedded database in a thread of its own, where it cannot block requests. It answers messages of PostgreSQL's
 * protocol like a server on a connection; the message with which a client leaves closes the database.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { MemoryFS, PGlite } from '@electric-sql/pglite';

const { dataDir, dumpFile, code } = workerData;
const dump = dumpFile && readFileSync(dumpFile);
const settings = ['shared_buffers=16MB', 'max_wal_size=64MB', 'min_wal_size=32MB'];

/** In memory: the files of a dump are put in place at once. PGlite takes twice as long to load them. */
class Filled extends MemoryFS {
  async initialSyncFs() {
    const { FS } = this.pg.Module;
    for (const { path, isFolder, content } of filesIn(dump[0] === GZIP ? gunzipSync(dump) : dump)) {
      FS.mkdirTree(isFolder ? path : dirname(path));
      // The file has the memory of the dump itself; one that grows gets memory of its own.
      if (!isFolder) FS.writeFile(path, content, { canOwn: true });
    }
  }
}

const GZIP = 0x1f;
/** Where PGlite has its database. */
const root = '/pglite/data';

function* filesIn(tar) {
  const text = (from, length) => tar.latin1Slice(from, from + length).split('\0', 1)[0];
  let at = 0;
  while (tar[at]) {
    const size = Number.parseInt(text(at + 124, 12), 8) || 0;
    yield {
      path: join(root, text(at + 345, 155), text(at, 100)),
      isFolder: text(at + 156, 1) === '5',
      content: new Uint8Array(tar.buffer, tar.byteOffset + at + 512, size),
    };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

const pglite = await PGlite.create({
  ...code,
  ...(dataDir === 'memory://' && dump
    ? { fs: new Filled() }
    : { dataDir, ...(dump ? { loadDataDir: new Blob([dump], { type: 'application/x-gzip' }) } : {}) }),
  startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
});

const [TERMINATE, READY_FOR_QUERY] = Buffer.from('XZ');
/** Of ReadyForQuery: one byte of type, four of length, and one for the state of the transaction. */
const lengthOfReady = 6;

parentPort.on('message', async (sent) => {
  if (sent[0] === TERMINATE) return leave();
  const answer = await answerTo(sent);
  parentPort.postMessage(answer, [answer.buffer]);
});
parentPort.postMessage('open');

async function answerTo(sent) {
  const chunks = [];
  // Copied, because the memory is used again. Nothing has to be synchronized: this would only concern browsers.
  const onRawData = (bytes) => void chunks.push(bytes.slice());
  await pglite.execProtocolRawStream(sent, { syncToFs: false, onRawData });
  const answer = joined(chunks);
  // PGlite drops exceptions of its WebAssembly. Without this check the client would wait for an answer forever.
  if (answer.at(-lengthOfReady) !== READY_FOR_QUERY)
    throw new Error('The embedded database did not answer completely.');
  return answer;
}

function joined(chunks) {
  if (chunks.length === 1) return chunks[0];
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

async function leave() {
  await pglite.close();
  parentPort.close();
}
