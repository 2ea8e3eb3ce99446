/**
 * Bodies of requests and answers over a message port. A body travels in pieces, each asked for by the side that
 * reads it, so that no more than one waits unread at either end, however large the body is.
 */

/** `pull` and `cancel` come from a body's reader, the others from its writer. */
export type BodyMessage =
  | { type: 'pull' | 'cancel' | 'end'; id: number }
  | { type: 'chunk'; id: number; bytes: Uint8Array }
  | { type: 'broken'; id: number; reason: string };

/** Large enough that asking for each piece costs little, small enough to hold one for every open request. */
const CHUNK_BYTES = 256 * 1024;

interface ReadBody {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly onEnded: () => void;
  /** Settles the pull under way. */
  onArrived: () => void;
}

interface WrittenBody {
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly onEnded: () => void;
  /** Read from the body and not yet asked for. */
  rest: Uint8Array;
}

/** The bodies at one end of the port, by request: each request has at most one read here and one written here. */
export function createBodies(post: (message: BodyMessage) => void) {
  const readById = new Map<number, ReadBody>();
  const writtenById = new Map<number, WrittenBody>();
  return { read, write, take, drop };

  function read(id: number, onCancelled: (reason: unknown) => void, onEnded = () => {}) {
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => void readById.set(id, { controller, onEnded, onArrived: () => {} }),
      // Settled when the piece has come: until then the stream does not pull again.
      pull: () =>
        new Promise((onArrived) => {
          const body = readById.get(id);
          if (body) body.onArrived = onArrived;
          post({ type: 'pull', id });
        }),
      cancel(reason) {
        readById.delete(id);
        onCancelled(reason);
      },
    });
  }

  function write(id: number, body: ReadableStream<Uint8Array>, onEnded = () => {}): void {
    writtenById.set(id, { reader: body.getReader(), onEnded, rest: new Uint8Array() });
  }

  function take(message: BodyMessage): void {
    const { id } = message;
    if (message.type === 'pull') void send(id);
    else if (message.type === 'cancel') stopWriting(id, new TypeError('The body is not read any further.'));
    else arrive(message);
  }

  function arrive(message: BodyMessage): void {
    const body = readById.get(message.id);
    if (!body) return;
    if (message.type === 'chunk') body.controller.enqueue(message.bytes);
    else {
      readById.delete(message.id);
      if (message.type === 'broken') body.controller.error(new TypeError(message.reason));
      else body.controller.close();
      body.onEnded();
    }
    body.onArrived();
  }

  async function send(id: number): Promise<void> {
    const body = writtenById.get(id);
    if (!body) return;
    try {
      while (body.rest.length === 0) {
        const part = await body.reader.read();
        if (!writtenById.has(id)) return;
        if (part.done) return end({ type: 'end', id });
        body.rest = part.value;
      }
      // Copied, since a message carries the whole buffer that a view looks at.
      post({ type: 'chunk', id, bytes: new Uint8Array(body.rest.subarray(0, CHUNK_BYTES)) });
      body.rest = body.rest.subarray(CHUNK_BYTES);
    } catch (error) {
      end({ type: 'broken', id, reason: reasonOf(error) });
    }
  }

  function end(message: BodyMessage): void {
    const body = writtenById.get(message.id);
    writtenById.delete(message.id);
    post(message);
    body?.onEnded();
  }

  /** Ends both bodies of a request where they stand. */
  function drop(id: number, reason: unknown): void {
    const body = readById.get(id);
    readById.delete(id);
    body?.controller.error(reason);
    body?.onArrived();
    stopWriting(id, reason);
  }

  function stopWriting(id: number, reason: unknown): void {
    const body = writtenById.get(id);
    writtenById.delete(id);
    body?.reader.cancel(reason).catch(() => undefined);
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
