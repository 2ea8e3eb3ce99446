import { describe, expect, it } from 'vitest';
import { createDownload } from '../../src/import/download.ts';
import { servePdfs } from '../http/scores-service/pdf-server.ts';

const PDF = Buffer.from('%PDF-1.7 of this test');

const shared = (status: number, headers: Record<string, string>, body: Buffer | string = '') =>
  servePdfs((_request, response) => response.writeHead(status, headers).end(body));

const isPdf = { 'content-type': 'application/pdf' };

describe('download', () => {
  it('28.1 speaks to the public internet only, by whatever address or name', async () => {
    const server = await shared(200, isPdf, PDF);
    const download = createDownload();
    for (const host of [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '10.0.0.1',
      '169.254.169.254',
      '[fe80::1]',
      '[fd00::1]',
      '0.0.0.0',
    ])
      expect(await download(`http://${host}:${server.port}/a.pdf`), host).toMatchObject({
        ok: false,
        problem: {
          code: 'forbidden',
          detail: 'Only addresses on the public internet are fetched from',
        },
      });
    expect(server.requests).toEqual([]);
  });

  it('28.1 a name is looked up once, and one address inside is enough to refuse it', async () => {
    const server = await shared(200, isPdf, PDF);
    const asked: string[] = [];
    const download = createDownload({
      // The second answer would lead inside.
      resolve: async (host) => {
        asked.push(host);
        return asked.length === 1 ? ['127.0.0.1'] : ['10.1.2.3'];
      },
      allows: (address) => address === '127.0.0.1',
    });
    expect(await download(`http://scores.example:${server.port}/a.pdf`)).toMatchObject({ ok: true });
    expect(asked).toEqual(['scores.example']);
    expect(server.requests[0]?.headers.host).toBe(`scores.example:${server.port}`);
    const strict = createDownload(server.download);
    for (const host of ['both.example', 'inside.example'])
      expect(await strict(`http://${host}:${server.port}/a.pdf`), host).toMatchObject({
        problem: { code: 'forbidden' },
      });
    expect(server.requests).toHaveLength(1);
  });

  it('28.2 follows three redirects, each checked like the first address', async () => {
    const server = await servePdfs((request, response) => {
      const [, kind, count] = (request.url ?? '').split('/');
      if (kind === 'hop' && count !== '0')
        response.writeHead(302, { location: `/hop/${Number(count) - 1}` }).end();
      else if (kind === 'to') response.writeHead(307, { location: decodeURIComponent(count ?? '') }).end();
      else response.writeHead(200, isPdf).end(PDF);
    });
    const download = createDownload(server.download);
    const base = `http://scores.example:${server.port}`;
    expect(await download(`${base}/hop/3`)).toMatchObject({ ok: true });
    expect(await download(`${base}/hop/4`)).toMatchObject({
      problem: { code: 'source-unreachable', detail: 'The address leads on more than 3 times' },
    });
    const to = (target: string) => download(`${base}/to/${encodeURIComponent(target)}`);
    for (const target of [
      'http://10.0.0.1/a.pdf',
      `http://inside.example:${server.port}/a.pdf`,
      'http://[::1]/a.pdf',
    ])
      expect(await to(target), target).toMatchObject({ problem: { code: 'forbidden' } });
    for (const target of [
      'file:///etc/passwd',
      'ftp://scores.example/a.pdf',
      'http://me:secret@scores.example/',
    ])
      expect(await to(target), target).toMatchObject({
        problem: { code: 'invalid-input', detail: 'Invalid URL format' },
      });
  });

  it('28.3 ends at the limit of size, said or not, and at the limit of time', async () => {
    const server = await servePdfs((request, response) => {
      if (request.url === '/said') response.writeHead(200, { ...isPdf, 'content-length': '5000' }).write(PDF);
      else if (request.url === '/slow') response.writeHead(200, isPdf).write(PDF);
      else {
        response.writeHead(200, isPdf);
        const more = setInterval(() => response.write(Buffer.alloc(1000)), 1);
        response.on('close', () => clearInterval(more));
      }
    });
    const base = `http://scores.example:${server.port}`;
    const download = createDownload({ ...server.download, maxBytes: 4000 });
    for (const path of ['/said', '/endless'])
      expect(await download(`${base}${path}`), path).toMatchObject({ problem: { code: 'body-too-large' } });
    const hurried = createDownload({ ...server.download, timeoutMs: 300 });
    expect(await hurried(`${base}/slow`)).toMatchObject({
      problem: { code: 'source-unreachable', detail: 'The PDF took too long to arrive' },
    });
    const given = new AbortController();
    const asked = createDownload(server.download)(`${base}/slow`, given.signal);
    given.abort();
    expect(await asked).toMatchObject({ problem: { code: 'source-unreachable' } });
  });

  it('28.4 tells what is no PDF, not there, or no host', async () => {
    const page = await shared(200, { 'content-type': 'text/html' }, '<p>');
    const missing = await shared(404, isPdf);
    expect(await createDownload(page.download)(`http://scores.example:${page.port}/`)).toMatchObject({
      problem: { code: 'invalid-input', detail: 'URL does not point to a PDF file' },
    });
    expect(await createDownload(missing.download)(`http://scores.example:${missing.port}/`)).toMatchObject({
      problem: { code: 'source-unreachable', detail: "The PDF's server answers 404" },
    });
    expect(await createDownload(page.download)('http://nowhere.example/')).toMatchObject({
      problem: { code: 'source-unreachable', detail: 'There is no such host' },
    });
    expect(await createDownload(page.download)(`http://scores.example:1/`)).toMatchObject({
      problem: { code: 'source-unreachable', detail: 'The PDF could not be fetched' },
    });
  });

  it('28.4 names the file as the answer or the address does', async () => {
    const named = await shared(
      200,
      { ...isPdf, 'content-disposition': 'attachment; filename="Sonata.pdf"' },
      PDF,
    );
    const plain = await shared(200, isPdf, PDF);
    const nameAt = async ({ port, download }: typeof plain, path: string) => {
      const downloaded = await createDownload(download)(`http://scores.example:${port}${path}`);
      return downloaded.ok && downloaded.value.fileName;
    };
    expect(await nameAt(named, '/x')).toBe('Sonata.pdf');
    expect(await nameAt(plain, '/a/F%C3%BCr%20Elise.pdf?x=1')).toBe('Für Elise.pdf');
  });
});
