/** HTTP over a message port, for hosts that open no TCP port. Bodies stream in both directions. */
import { type BodyMessage, createBodies, reasonOf } from './message-port-bodies.ts';

/** What a host of this transport sends with the pages it serves. */
export { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

/** What Node's `MessagePort` and Electron's `MessagePortMain` have in common. */
export interface PortLike {
  postMessage(message: unknown): void;
  // biome-ignore lint/suspicious/noExplicitAny: Node hands over the message itself, Electron an event around it.
  on(event: 'message', listener: (messageOrEvent: any) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
}

type Message = HeadMessage | BodyMessage;

type HeadMessage =
  | ({ type: 'request'; method: string; url: string } & Head)
  | ({ type: 'response'; status: number; statusText: string } & Head)
  /** `abort`: the asker has gone. `failed`: the handler threw. */
  | { type: 'abort' | 'failed'; id: number; reason: string };

interface Head {
  id: number;
  headers: [name: string, value: string][];
  hasBody: boolean;
}

interface OpenCall {
  readonly abort: AbortController;
  /** Held here, since the signal of a Request that nobody holds is no longer told of an abort. */
  request?: Request;
}

/** Answers what comes over the port. A request's signal aborts when its asker goes away or the port closes. */
export function serveMessagePort(
  port: PortLike,
  fetch: (request: Request) => Response | Promise<Response>,
): void {
  const open = new Map<number, OpenCall>();
  const post = (message: Message) => port.postMessage(message);
  const bodies = createBodies(post);
  listen(port, take, () => {
    for (const id of [...open.keys()]) abandon(id, portClosed());
  });

  function take(message: Message): void {
    if (message.type === 'request') void answer(message);
    else if (message.type === 'abort') abandon(message.id, new DOMException(message.reason, 'AbortError'));
    else bodies.take(message as BodyMessage);
  }

  async function answer({ id, method, url, headers, hasBody }: Message & { type: 'request' }): Promise<void> {
    const call: OpenCall = { abort: new AbortController() };
    open.set(id, call);
    const body = hasBody ? bodies.read(id, () => post({ type: 'cancel', id })) : null;
    try {
      const init = { method, headers, body, signal: call.abort.signal, duplex: 'half' };
      call.request = new Request(url, init);
      const response = await fetch(call.request);
      if (!open.has(id)) return void response.body?.cancel(call.abort.signal.reason).catch(() => undefined);
      const { status, statusText } = response;
      const head = { id, headers: [...response.headers], hasBody: !!response.body };
      post({ type: 'response', status, statusText, ...head });
      if (response.body) bodies.write(id, response.body, () => close(id));
      else close(id);
    } catch (error) {
      post({ type: 'failed', id, reason: reasonOf(error) });
      close(id);
    }
  }

  function close(id: number, reason: unknown = new TypeError('The request has been answered.')): void {
    open.delete(id);
    bodies.drop(id, reason);
  }

  function abandon(id: number, reason: unknown): void {
    const call = open.get(id);
    close(id, reason);
    call?.abort.abort(reason);
  }
}

/**
 * Asks over the port. As `fetch` does, it rejects with the signal's reason after an abort, and with a TypeError
 * when no answer comes: the handler threw, or the port closed.
 */
export function createPortFetch(port: PortLike): (request: Request) => Promise<Response> {
  const asked = new Map<number, { resolve(response: Response): void; end(reason: unknown): void }>();
  const post = (message: Message) => port.postMessage(message);
  const bodies = createBodies(post);
  let lastId = 0;
  let isClosed = false;
  listen(port, take, () => {
    isClosed = true;
    for (const { end } of [...asked.values()]) end(portClosed());
  });

  return async (request) => {
    if (isClosed) throw portClosed();
    const { signal, method, url, body } = request;
    signal.throwIfAborted();
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      const leave = () => abandon(id, signal.reason);
      signal.addEventListener('abort', leave);
      const end = (reason: unknown) => {
        asked.delete(id);
        signal.removeEventListener('abort', leave);
        bodies.drop(id, reason);
        reject(reason);
      };
      asked.set(id, { resolve, end });
      post({ type: 'request', id, method, url, headers: [...request.headers], hasBody: !!body });
      if (body) bodies.write(id, body);
    });
  };

  function take(message: Message): void {
    if (message.type === 'response') receive(message);
    else if (message.type === 'failed') asked.get(message.id)?.end(new TypeError(message.reason));
    else bodies.take(message as BodyMessage);
  }

  function receive({ id, status, statusText, headers, hasBody }: Message & { type: 'response' }): void {
    const onEnded = () => asked.get(id)?.end(new TypeError('The request has been answered.'));
    const body = hasBody ? bodies.read(id, (reason) => abandon(id, reason), onEnded) : null;
    asked.get(id)?.resolve(new Response(body, { status, statusText, headers }));
    if (!body) onEnded();
  }

  function abandon(id: number, reason: unknown): void {
    if (asked.has(id)) post({ type: 'abort', id, reason: reasonOf(reason) });
    asked.get(id)?.end(reason);
  }
}

function listen(port: PortLike, take: (message: Message) => void, onClosed: () => void): void {
  port.on('message', (received: Message | { readonly data: Message }) =>
    take('data' in received ? received.data : received),
  );
  port.on('close', onClosed);
  port.start?.();
}

function portClosed(): TypeError {
  return new TypeError('The port has closed.');
}
