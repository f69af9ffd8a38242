/** `fetch` with a chosen Host header, as a reverse proxy sends it; `fetch` itself always sends the host that it connects to. */
import { request } from 'node:http';

export function fetchAs(host: string, url: string, init: RequestInit = {}): Promise<Response> {
  const asked = new Request(url, init);
  const headers = { ...Object.fromEntries(asked.headers), host };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: asked.method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const got = new Headers();
      for (let i = 0; i < answer.rawHeaders.length; i += 2)
        got.append(answer.rawHeaders[i] as string, answer.rawHeaders[i + 1] as string);
      resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers: got }));
    });
    sent.on('error', reject);
    asked.arrayBuffer().then((body) => sent.end(Buffer.from(body)), reject);
  });
}
