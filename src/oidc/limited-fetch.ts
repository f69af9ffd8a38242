/** Requests to providers, whose answers may not be of any length: the server would keep them in memory. */

const mostBytes = 1_000_000;

/** `fetch`, with an answer that fails while it is read if it is longer than 1 MB. */
export async function limitedFetch(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (!response.body) return response;
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new Error(`The answer has more than ${mostBytes} bytes.`);
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limit), { status, statusText, headers });
}
