/**
 * Shows a page of `app://` in a Chromium app window. Chromium does not know the scheme, so the page gets an
 * address that leads nowhere, and every request to it is answered here: no port is opened.
 */
import { readFile } from 'node:fs/promises';
import { chromium, type Page, type Route } from '@playwright/test';

export interface Bounds {
  readonly width: number;
  readonly height: number;
}

export interface OpenPage {
  send(channel: string, args: unknown[]): Promise<void>;
  /** What a test asks of the page: `evaluate` an expression, `wait` for a selector, `screenshot` to a path. */
  command(command: string, argument: string): Promise<unknown>;
  close(): Promise<void>;
}

interface PageOptions {
  readonly profileDir: string;
  readonly preloadPath: string;
  readonly bounds: Bounds;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly invoke: (channel: string, args: unknown[]) => unknown;
  readonly onClosed: () => void;
}

/** Reserved for this (RFC 2606): no name server ever knows it. */
const PAGE_ORIGIN = 'https://mirubato.invalid';

export async function openPage(url: string, options: PageOptions): Promise<OpenPage> {
  const context = await chromium.launchPersistentContext(options.profileDir, {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    headless: !process.env.DISPLAY,
    viewport: null,
    args: [
      '--app=about:blank',
      `--window-size=${options.bounds.width},${options.bounds.height}`,
      ...CHROMIUM_ARGS,
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await context.exposeFunction('standInInvoke', options.invoke);
  await answerEventStreams(page, options.fetch);
  await context.addInitScript({ content: await preloadScript(options.preloadPath) });
  await context.route('**', (route) => answer(route, options.fetch));
  context.on('close', options.onClosed);
  page.on('close', options.onClosed);
  await page.goto(url.replace(/^app:\/\/mirubato/, PAGE_ORIGIN));
  return {
    send: (channel, args) =>
      page.evaluate(([channel, args]) => Reflect.get(window, 'standInReceive')(channel, args), [
        channel,
        args,
      ] as const),
    command: (command, argument) => runCommand(page, command, argument),
    close: () => context.close(),
  };
}

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function answer(route: Route, fetch: PageOptions['fetch']): Promise<void> {
  const request = route.request();
  if (!request.url().startsWith(`${PAGE_ORIGIN}/`)) return route.abort();
  const body = request.postDataBuffer();
  const response = await fetch(
    new Request(request.url().replace(PAGE_ORIGIN, 'app://mirubato'), {
      method: request.method(),
      headers: await request.allHeaders().then((headers) => withoutPseudo(headers)),
      ...(body ? { body: new Uint8Array(body) } : {}),
    }),
  );
  await route
    .fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
    // The page has gone on meanwhile.
    .catch(() => undefined);
}

function withoutPseudo(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}

/** An intercepted answer is given whole; the one that never ends goes into the page piece by piece instead. */
async function answerEventStreams(page: Page, fetch: PageOptions['fetch']): Promise<void> {
  const aborts = new Map<number, AbortController>();
  await page.exposeFunction('standInAbort', (id: number) => aborts.get(id)?.abort());
  await page.exposeFunction('standInStream', async (id: number, headers: Record<string, string>) => {
    const abort = new AbortController();
    aborts.set(id, abort);
    const response = await fetch(new Request('app://mirubato/api/events', { headers, signal: abort.signal }));
    void pump(response, (piece) =>
      page.evaluate(([id, piece]) => Reflect.get(window, 'standInPiece')(id, piece), [id, piece] as const),
    );
    return response.status;
  });
  await page.addInitScript(() => {
    const scope = window as unknown as Record<string, (...args: unknown[]) => unknown>;
    const controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
    const wholeFetch = window.fetch.bind(window);
    scope.standInPiece = (id, piece) => {
      const controller = controllers[id as number];
      if (piece === null) controller?.close();
      else controller?.enqueue(new TextEncoder().encode(piece as string));
    };
    window.fetch = async (input, init) => {
      const address = new URL(input instanceof Request ? input.url : String(input), location.href);
      if (address.pathname !== '/api/events') return wholeFetch(input, init);
      const id = controllers.length;
      const end = () => void scope.standInAbort?.(id);
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) =>
          void controllers.push(controller as ReadableStreamDefaultController<Uint8Array>),
        cancel: end,
      });
      init?.signal?.addEventListener('abort', end);
      const status = await scope.standInStream?.(id, Object.fromEntries(new Headers(init?.headers)));
      return new Response(body, {
        status: status as number,
        headers: { 'content-type': 'text/event-stream' },
      });
    };
  });
}

async function pump(response: Response, give: (piece: string | null) => Promise<unknown>): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const piece of response.body ?? []) await give(decoder.decode(piece, { stream: true }));
    await give(null);
  } catch {
    // Aborted by the page, or the page has gone.
  }
}

/** The built preload as it is, with a `require('electron')` that reaches the main process through the binding. */
async function preloadScript(path: string): Promise<string> {
  return `(() => {
    const listeners = {};
    window.standInReceive = (channel, args) => (listeners[channel] ?? []).forEach((listener) => listener({}, ...args));
    const electron = {
      contextBridge: { exposeInMainWorld: (name, value) => { window[name] = value; } },
      ipcRenderer: {
        on: (channel, listener) => void (listeners[channel] ??= []).push(listener),
        invoke: (channel, ...args) => window.standInInvoke(channel, args),
      },
      webUtils: { getPathForFile: () => '' },
    };
    ((require, exports) => {${await readFile(path, 'utf8')}
    })(() => electron, {});
  })();`;
}

async function runCommand(page: Page, command: string, argument: string): Promise<unknown> {
  if (command === 'evaluate') return page.evaluate(argument);
  if (command === 'wait') return void (await page.waitForSelector(argument, { timeout: 120_000 }));
  if (command === 'screenshot') return void (await page.screenshot({ path: argument }));
  throw new Error(`${command} is not a command.`);
}
