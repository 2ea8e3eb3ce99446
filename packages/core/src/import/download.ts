/**
 * Fetches a PDF from a web address that the musician named, and from nowhere else: no host but of the public
 * internet is spoken to, whatever the address, its name or a redirect says.
 */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { fail, ok, ProblemError, type Result, unwrap } from '@mirubato/domain/problem';
import { isPublicAddress } from './public-address.ts';

export interface Downloaded {
  readonly bytes: Buffer;
  /** As the answer or the address names it. */
  readonly fileName: string;
}

export interface DownloadOptions {
  /** The addresses of a host's name; else the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Else the public internet. */
  readonly allows?: (address: string) => boolean;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

/**
 * Problems: `invalid-input` (no http address, or what it gives is no PDF), `forbidden` (a host that is not on the
 * public internet), `body-too-large`, `source-unreachable`, which a given-up request is too.
 */
export type Download = (url: string, signal?: AbortSignal) => Promise<Result<Downloaded>>;

/** The original's. */
export const MAX_DOWNLOAD_BYTES = 50 * 1024 * 1024;

/** The largest PDF over a slow line, whole. */
const TIMEOUT_MS = 120_000;

const MAX_REDIRECTS = 3;

/** The original's words. */
export const INVALID_URL = 'Invalid URL format';

export function createDownload(options: DownloadOptions = {}): Download {
  const resolve = options.resolve ?? systemAddresses;
  const allows = options.allows ?? isPublicAddress;
  const maxBytes = options.maxBytes ?? MAX_DOWNLOAD_BYTES;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  return async (address, asked) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = asked ? AbortSignal.any([asked, limit]) : limit;
    try {
      let url = unwrap(parseWebAddress(address));
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
        const response = await open(url, unwrap(await addressOf(url)), signal);
        const target = redirectOf(response);
        if (target === undefined) return ok(unwrap(await receive(response, url, maxBytes)));
        response.destroy();
        url = unwrap(parseWebAddress(target, url));
      }
      return fail('source-unreachable', `The address leads on more than ${MAX_REDIRECTS} times`);
    } catch (cause) {
      if (cause instanceof ProblemError) return { ok: false, problem: cause.problem };
      const detail = limit.aborted ? 'The PDF took too long to arrive' : 'The PDF could not be fetched';
      return fail('source-unreachable', detail, { cause });
    }
  };

  /** Asked for once: the connection goes to this very address, so a name cannot change its mind in between. */
  async function addressOf(url: URL): Promise<Result<string>> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await resolve(host);
    const [first] = addresses;
    if (first === undefined) return fail('source-unreachable', 'There is no such host');
    // All of them: a name with one address inside is meant to lead there.
    return addresses.every(allows)
      ? ok(first)
      : fail('forbidden', 'Only addresses on the public internet are fetched from');
  }
}

async function systemAddresses(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** With user and password it is no address of a score. */
function parseWebAddress(address: string, base?: URL): Result<URL> {
  const url = URL.parse(address, base?.href);
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isWeb ? ok(url) : fail('invalid-input', INVALID_URL);
}

function open(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      signal,
      // No shared agent: neither a proxy nor a connection that somebody else has opened.
      agent: false,
      lookup: (_host, options, done) => {
        const family = isIP(address);
        if (options.all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
      headers: { accept: 'application/pdf', 'accept-encoding': 'identity', 'user-agent': 'Mirubato' },
    });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end();
  });
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

async function receive(response: IncomingMessage, url: URL, maxBytes: number): Promise<Result<Downloaded>> {
  try {
    const { statusCode, headers } = response;
    if (statusCode !== 200) return fail('source-unreachable', `The PDF's server answers ${statusCode}`);
    if (!headers['content-type']?.toLowerCase().includes('pdf'))
      return fail('invalid-input', 'URL does not point to a PDF file');
    const tooLarge = `A PDF may have ${Math.floor(maxBytes / 1024 / 1024)} MB at the most`;
    if (Number(headers['content-length'] ?? 0) > maxBytes) return fail('body-too-large', tooLarge);
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) return fail('body-too-large', tooLarge);
      chunks.push(chunk);
    }
    return ok({ bytes: Buffer.concat(chunks), fileName: fileNameOf(url, headers['content-disposition']) });
  } finally {
    response.destroy();
  }
}

function fileNameOf(url: URL, disposition: string | undefined): string {
  const named = /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return named ?? decodeURIComponent(last);
  } catch {
    return last;
  }
}
