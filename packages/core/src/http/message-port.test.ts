import { MessageChannel } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createPortFetch, type PortLike, serveMessagePort } from './message-port.ts';

const MEGABYTE = 1024 * 1024;

/** Not a claim about speed: as long as a test may take. */
const PATIENT = { timeout: 30_000 };

type Handler = Parameters<typeof serveMessagePort>[1];

function connect(handler: Handler) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  serveMessagePort(port2, handler);
  const fetch = createPortFetch(port1);
  return {
    port1,
    port2,
    fetch: (path: string, init?: RequestInit & { duplex?: 'half' }) =>
      fetch(new Request(`app://mirubato${path}`, init)),
  };
}

/** A promise and what settles it. */
function signalled<T = void>() {
  return Promise.withResolvers<T>();
}

/** `count` pieces, made only when they are asked for. */
function countedStream(count: number, pieceBytes: number) {
  const made = { count: 0, isCancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (made.count === count) return controller.close();
        controller.enqueue(new Uint8Array(pieceBytes).fill(made.count++ % 251));
      },
      cancel() {
        made.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { made, stream };
}

describe('heads', () => {
  test('method, address and headers arrive, and so do status and headers of the answer', async () => {
    const { fetch } = connect((request) =>
      Response.json(
        { method: request.method, url: request.url, language: request.headers.get('accept-language') },
        { status: 201, statusText: 'Made', headers: { 'x-answer': 'yes' } },
      ),
    );
    const response = await fetch('/api/pieces?sort=title', {
      method: 'DELETE',
      headers: { 'accept-language': 'de' },
    });
    expect(response.status).toBe(201);
    expect(response.statusText).toBe('Made');
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(await response.json()).toEqual({
      method: 'DELETE',
      url: 'app://mirubato/api/pieces?sort=title',
      language: 'de',
    });
  });

  test.each([204, 304])('a %i has no body', async (status) => {
    const { fetch } = connect(() => new Response(null, { status }));
    const response = await fetch('/api/nothing');
    expect(response.status).toBe(status);
    expect(response.body).toBeNull();
  });

  test('an event with the message in `data`, as Electron gives it, is understood', async () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const asElectron: PortLike = {
      postMessage: (message) => port2.postMessage(message),
      on: (event: 'message' | 'close', listener: (value?: unknown) => void) =>
        port2.on(event, (data) => listener({ data, ports: [] })),
    };
    serveMessagePort(asElectron, () => new Response('here'));
    const response = await createPortFetch(port1)(new Request('app://mirubato/api/health'));
    expect(await response.text()).toBe('here');
  });
});

describe('bodies', () => {
  test('a body goes there and back unchanged', async () => {
    const { fetch } = connect(async (request) => new Response(await request.arrayBuffer()));
    const bytes = Uint8Array.from({ length: 3 * MEGABYTE + 17 }, (_, index) => (index * 31) % 256);
    const response = await fetch('/api/echo', { method: 'POST', body: bytes });
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), Buffer.from(bytes))).toBe(0);
  });

  test('a body can be answered while it still comes', async () => {
    const { fetch } = connect((request) => new Response(request.body));
    const source = new TransformStream<Uint8Array, Uint8Array>();
    const writer = source.writable.getWriter();
    const response = await fetch('/api/echo', { method: 'POST', body: source.readable, duplex: 'half' });
    const reader = response.body?.getReader();
    for (const value of [1, 2, 3]) {
      const read = reader?.read();
      await writer.write(Uint8Array.of(value));
      expect(await read).toEqual({ done: false, value: Uint8Array.of(value) });
    }
    await writer.close();
    expect((await reader?.read())?.done).toBe(true);
  });

  test('an event stream is heard event by event', async () => {
    const events = new TransformStream<Uint8Array, Uint8Array>();
    const { fetch } = connect(
      () => new Response(events.readable, { headers: { 'content-type': 'text/event-stream' } }),
    );
    const response = await fetch('/api/events');
    const reader = response.body?.getReader();
    const writer = events.writable.getWriter();
    for (const event of ['data: one\n\n', 'data: two\n\n']) {
      const written = writer.write(new TextEncoder().encode(event));
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(event);
      await written;
    }
    await reader?.cancel();
  });

  test('a slow reader keeps no more than two pieces waiting of a 50 MB answer', async () => {
    const { made, stream } = countedStream(50, MEGABYTE);
    const { fetch } = connect(() => new Response(stream));
    const response = await fetch('/api/large');
    let readBytes = 0;
    for await (const piece of response.body ?? []) {
      readBytes += piece.length;
      expect(made.count - readBytes / MEGABYTE).toBeLessThanOrEqual(2);
    }
    expect(readBytes).toBe(50 * MEGABYTE);
  });

  test('a small view of a large buffer does not carry the buffer along', async () => {
    const large = new Uint8Array(8 * MEGABYTE);
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const seen: number[] = [];
    serveMessagePort(
      {
        on: (event: 'message' | 'close', listener: (value?: unknown) => void) => port2.on(event, listener),
        postMessage(message) {
          const { bytes } = message as { bytes?: Uint8Array };
          if (bytes) seen.push(bytes.buffer.byteLength);
          port2.postMessage(message);
        },
      },
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(Buffer.from(large.buffer, 100, 10));
              controller.close();
            },
          }),
        ),
    );
    const response = await createPortFetch(port1)(new Request('app://mirubato/api/view'));
    expect((await response.bytes()).length).toBe(10);
    expect(seen).toEqual([10]);
  });

  test('a request body that the answer did not need is let go', async () => {
    const { made, stream } = countedStream(1000, MEGABYTE);
    const { fetch } = connect(() => new Response('too large', { status: 413 }));
    const response = await fetch('/api/scores', { method: 'POST', body: stream, duplex: 'half' });
    expect(response.status).toBe(413);
    await response.text();
    await expect.poll(() => made.isCancelled, PATIENT).toBe(true);
    expect(made.count).toBeLessThanOrEqual(2);
  });

  test('a handler that stops reading the request body ends its writer and still answers', async () => {
    const { made, stream } = countedStream(1000, MEGABYTE);
    const { fetch } = connect(async (request) => {
      await request.body?.cancel();
      await expect.poll(() => made.isCancelled, PATIENT).toBe(true);
      return new Response('enough');
    });
    const response = await fetch('/api/scores', { method: 'POST', body: stream, duplex: 'half' });
    expect(await response.text()).toBe('enough');
  });
});

describe('endings', () => {
  test('an abort before the answer rejects with its reason and aborts the request at the other end', async () => {
    const arrived = signalled();
    const aborted = signalled<string>();
    const { fetch } = connect((request) => {
      request.signal.addEventListener('abort', () => aborted.resolve(request.signal.reason.name));
      arrived.resolve();
      return new Promise(() => undefined);
    });
    const abort = new AbortController();
    const answer = fetch('/api/slow', { signal: abort.signal });
    await arrived.promise;
    abort.abort(new Error('no longer wanted'));
    await expect(answer).rejects.toThrow('no longer wanted');
    expect(await aborted.promise).toBe('AbortError');
  });

  test('a request that is aborted before it is sent is not sent', async () => {
    const asked: string[] = [];
    const { fetch } = connect((request) => {
      asked.push(new URL(request.url).pathname);
      return new Response('');
    });
    await expect(fetch('/api/first', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    await fetch('/api/second');
    expect(asked).toEqual(['/api/second']);
  });

  test('an abort while the answer comes breaks its body and cancels its source', async () => {
    const { made, stream } = countedStream(1000, MEGABYTE);
    const { fetch } = connect(() => new Response(stream));
    const abort = new AbortController();
    const response = await fetch('/api/large', { signal: abort.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort(new Error('turned the page'));
    await expect(
      (async () => {
        while (!(await reader?.read())?.done);
      })(),
    ).rejects.toThrow('turned the page');
    await expect.poll(() => made.isCancelled, PATIENT).toBe(true);
  });

  test('a cancelled answer cancels its source and aborts its request', async () => {
    const { made, stream } = countedStream(1000, MEGABYTE);
    const aborted = signalled();
    const { fetch } = connect((request) => {
      request.signal.addEventListener('abort', () => aborted.resolve());
      return new Response(stream);
    });
    const response = await fetch('/api/large');
    await response.body?.cancel('seen enough');
    await aborted.promise;
    await expect.poll(() => made.isCancelled, PATIENT).toBe(true);
  });

  test('a handler that throws rejects the request, and the next one is answered', async () => {
    const { fetch } = connect((request) => {
      if (request.url.endsWith('/bad')) throw new Error('a bug');
      return new Response('good');
    });
    await expect(fetch('/api/bad')).rejects.toThrow(new TypeError('a bug'));
    expect(await (await fetch('/api/good')).text()).toBe('good');
  });

  test('an answer that breaks half-way rejects its reader', async () => {
    const { fetch } = connect(
      () =>
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(new Uint8Array(5)),
            pull: () => Promise.reject(new Error('the disk went away')),
          }),
        ),
    );
    const response = await fetch('/api/half');
    await expect(response.arrayBuffer()).rejects.toThrow('the disk went away');
  });

  test('a port that closes rejects what waits, breaks what comes and refuses what follows', async () => {
    const { made, stream } = countedStream(1000, MEGABYTE);
    const arrived = signalled();
    const aborted = signalled();
    const { fetch, port2 } = connect((request) => {
      if (request.url.endsWith('/large')) return new Response(stream);
      request.signal.addEventListener('abort', () => aborted.resolve());
      arrived.resolve();
      return new Promise(() => undefined);
    });
    const large = await fetch('/api/large');
    const waiting = fetch('/api/slow');
    const reading = expect(large.arrayBuffer()).rejects.toThrow('The port has closed.');
    await arrived.promise;
    port2.close();
    await expect(waiting).rejects.toThrow('The port has closed.');
    await reading;
    await aborted.promise;
    expect(made.isCancelled).toBe(true);
    await expect(fetch('/api/later')).rejects.toThrow('The port has closed.');
  });

  test('200 requests at once each get their own answer', async () => {
    const { fetch } = connect(async (request) => new Response(`${request.url} ${await request.text()}`));
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const body = String(index).repeat(10_000);
        const response = await fetch(`/api/${index}`, { method: 'POST', body });
        return (await response.text()) === `app://mirubato/api/${index} ${body}`;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(200);
  });
});
