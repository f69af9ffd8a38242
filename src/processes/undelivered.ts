/**
 * In the primary: the connections that were sent to a worker and that it has not taken yet. Node keeps them open when the
 * worker is killed, so their clients would wait without end.
 */
import type { Worker } from 'node:cluster';

/** What Node sends to a worker with a new connection, and what the worker answers. */
interface ClusterMessage {
  act?: string;
  seq?: number;
  ack?: number;
}

interface Handle {
  close(): void;
}

type Send = (message: ClusterMessage, handle?: Handle, ...more: unknown[]) => boolean;

/** Returns a function that closes those connections; to be called when the worker has ended. */
export function followConnections({ process }: Worker): () => void {
  const sent = new Map<number, Handle>();
  const send = process.send.bind(process) as unknown as Send;
  const following: Send = (message, handle, ...more) => {
    if (message.act === 'newconn' && message.seq !== undefined && handle) sent.set(message.seq, handle);
    return send(message, handle, ...more);
  };
  process.send = following as unknown as typeof process.send;
  process.on('internalMessage', ({ ack }: ClusterMessage) => {
    if (ack !== undefined) sent.delete(ack);
  });
  return () => {
    for (const handle of sent.values()) handle.close();
    sent.clear();
  };
}
