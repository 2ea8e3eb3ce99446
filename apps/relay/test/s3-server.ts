/**
 * The part of S3 that the relay speaks, in memory: objects by path, ranges, lists in pages. It refuses what S3 refuses:
 * signatures (AWS Signature Version 4) and payload hashes that do not fit, bodies without a length, old requests.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** By key; a test may damage them. */
  readonly objects: Map<string, Buffer>;
  close(): Promise<void>;
}

/** S3's: a request whose date is further away is refused. */
const MAX_SKEW_MS = 15 * 60_000;

export async function openS3Server({ pageSize = 1000 } = {}): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, 500, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const s3: S3Server = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'scores',
    region: 'eu-central-1',
    accessKeyId: 'relay',
    secretAccessKey: 'a secret of these tests',
    objects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return s3;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const url = new URL(request.url ?? '/', s3.endpoint);
    const problem = refusal(request, url, body);
    if (problem) return refuse(response, ...problem);
    const [, bucket, ...rest] = url.pathname.split('/');
    if (bucket !== s3.bucket) return refuse(response, 404, 'NoSuchBucket');
    const key = rest.join('/');
    if (key === '') return list(url, response);
    const object = objects.get(key);
    switch (request.method) {
      case 'PUT':
        objects.set(key, body);
        response.writeHead(200, { ETag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
        return;
      case 'DELETE':
        objects.delete(key);
        response.writeHead(204).end();
        return;
      case 'HEAD':
      case 'GET':
        if (!object) return refuse(response, 404, 'NoSuchKey');
        return send(request, response, object);
      default:
        return refuse(response, 405, 'MethodNotAllowed');
    }
  }

  function refusal(request: IncomingMessage, url: URL, body: Buffer): [number, string] | undefined {
    const { headers } = request;
    const parts =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? '',
      );
    if (!parts) return [403, 'AccessDenied'];
    const [, accessKeyId, day = '', region = '', signedHeaders = '', signature] = parts;
    const date = String(headers['x-amz-date']);
    const payloadHash = String(headers['x-amz-content-sha256']);
    if (accessKeyId !== s3.accessKeyId) return [403, 'InvalidAccessKeyId'];
    if (region !== s3.region || !date.startsWith(day)) return [400, 'AuthorizationHeaderMalformed'];
    const sentMs = Date.parse(
      date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
    if (!(Math.abs(Date.now() - sentMs) < MAX_SKEW_MS)) return [403, 'RequestTimeTooSkewed'];
    const names = signedHeaders.split(';');
    const mustSign = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
    if (!mustSign.every((name) => names.includes(name))) return [403, 'AccessDenied'];
    const expected = signatureOf({
      method: request.method ?? '',
      url,
      headers: names.map((name) => [name, String(headers[name] ?? '')]),
      payloadHash,
      date,
      region,
      secretAccessKey: s3.secretAccessKey,
    });
    if (signature !== expected) return [403, 'SignatureDoesNotMatch'];
    if (request.method === 'PUT' && headers['content-length'] === undefined) {
      return [411, 'MissingContentLength'];
    }
    const isSigned = payloadHash !== 'UNSIGNED-PAYLOAD';
    if (isSigned && payloadHash !== createHash('sha256').update(body).digest('hex')) {
      return [400, 'XAmzContentSHA256Mismatch'];
    }
    return undefined;
  }

  function list(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, pageSize);
    const isTruncated = keys.length > page.length;
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(
        `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${contents}${next}</ListBucketResult>`,
      );
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html; headers are in order. */
export function signatureOf(request: {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payloadHash: string;
  /** `YYYYMMDDThhmmssZ` */
  readonly date: string;
  readonly region: string;
  readonly secretAccessKey: string;
}): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...request.url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [
    request.method,
    request.url.pathname,
    query,
    ...request.headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    request.headers.map(([name]) => name).join(';'),
    request.payloadHash,
  ].join('\n');
  const day = request.date.slice(0, 8);
  const scope = `${day}/${request.region}/s3/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const dayKey = hmac(`AWS4${request.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(dayKey, request.region), 's3'), 'aws4_request');
  return hmac(key, ['AWS4-HMAC-SHA256', request.date, scope, digest].join('\n')).toString('hex');
}

function send(request: IncomingMessage, response: ServerResponse, object: Buffer): void {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (first === undefined || last === undefined) {
    response.writeHead(200, { 'Content-Length': object.length });
    response.end(request.method === 'HEAD' ? undefined : object);
    return;
  }
  if (Number(first) >= object.length) {
    refuse(response, 416, 'InvalidRange');
    return;
  }
  const bytes = object.subarray(Number(first), Number(last) + 1);
  const range = `bytes ${first}-${Number(first) + bytes.length - 1}/${object.length}`;
  response.writeHead(206, { 'Content-Length': bytes.length, 'Content-Range': range }).end(bytes);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<Error><Code>${code}</Code></Error>`);
}
