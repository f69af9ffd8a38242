/**
 * Parses an email as nodemailer writes it: the decoded subject, text and HTML of nested multiparts, quoted-printable or
 * base64 bodies, and encoded words in headers.
 */
export interface Email {
  /** The addresses of the envelope. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
}

export function readEmail(message: Buffer, envelope: { to: string[]; from: string }): Email {
  // One character per byte, so that splitting cannot damage any encoding.
  const source = message.toString('latin1');
  const parts = leaves(source);
  return {
    ...envelope,
    subject: decodeWords(headersOf(source).get('subject') ?? ''),
    text: parts.find((part) => part.type === 'text/plain')?.content ?? '',
    html: parts.find((part) => part.type === 'text/html')?.content ?? '',
    raw: message.toString('utf8'),
  };
}

function leaves(source: string): { type: string; content: string }[] {
  const headers = headersOf(source);
  const kind = headers.get('content-type') ?? 'text/plain';
  const type = kind.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const body = source.slice(source.indexOf('\r\n\r\n') + 4);
  if (type.startsWith('multipart/')) {
    const pieces = `\r\n${body}`.split(`\r\n--${parameter(kind, 'boundary')}`);
    return pieces.slice(1, -1).flatMap((piece) => leaves(piece.replace(/^[ \t]*\r\n/, '')));
  }
  if (headers.get('content-disposition')?.startsWith('attachment')) return [];
  const bytes = decodeBody(body, headers.get('content-transfer-encoding')?.toLowerCase() ?? '7bit');
  return [{ type, content: decodeText(bytes, parameter(kind, 'charset') ?? 'utf-8').replaceAll('\r\n', '\n') }];
}

function headersOf(source: string): Map<string, string> {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n(?=[ \t])/g, '');
  return new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

const parameter = (header: string, name: string) => new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header)?.[1];

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding === 'quoted-printable') return unquote(body.replace(/=[ \t]*\r\n/g, ''));
  return Buffer.from(body, 'latin1');
}

/** `=?utf-8?Q?caf=C3=A9?=`: space between two encoded words only folds the line. */
function decodeWords(header: string): string {
  return header
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, encoding: string, word: string) =>
      decodeText(/b/i.test(encoding) ? Buffer.from(word, 'base64') : unquote(word.replaceAll('_', ' ')), charset),
    );
}

const unquote = (source: string) =>
  Buffer.from(
    source.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const decodeText = (bytes: Buffer, charset: string) => new TextDecoder(charset).decode(bytes);
