/** The original's scores service: PDFs from data: and web addresses, from IMSLP, and as forms. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../import/page-pictures.ts';
import { servePdfs } from './pdf-server.ts';
import { openService, pdf, pdfUrl, refused } from './service.ts';

const dataUrl = (text: string, type = 'application/pdf') =>
  `data:${type};base64,${Buffer.from(text).toString('base64')}`;

describe('import as the original speaks of it', () => {
  it('28.5 a data: address becomes a score, and twice the same one', async () => {
    const { call, own } = await openService();
    const url = await pdfUrl();
    const first = await call('POST', '/api/import', { url, filename: 'Für Elise.pdf', aiProvider: 'hybrid' });
    expect(first.status).toBe(200);
    expect(Object.keys(first.body.data)).toEqual(
      'id slug title composer instrument difficulty pdfUrl metadata processingStatus'.split(' '),
    );
    expect(Object.keys(first.body.data.metadata)).toEqual(
      'title composer instrument difficulty difficultyLevel stylePeriod tags confidence'.split(' '),
    );
    const { id, pdfUrl: path } = first.body.data;
    expect(path).toBe(`/files/imports/${id}/F_r_Elise.pdf`);
    expect(first.body.data.processingStatus).toBe('completed');
    const again = await call('POST', '/api/import', { url, filename: 'other.pdf' });
    expect(again.body.data.id).toBe(id);
    expect((await call('GET', '/api/scores/user/library')).body.data).toHaveLength(1);
    expect((await call('GET', '/api/scores')).body.data.total).toBe(0);
    expect((await call('GET', `/api/import/${id}`)).body.data).toMatchObject({ id, visibility: 'private' });
    const { jobs } = (await own('GET', '/imports')).body;
    expect(jobs.map(({ status }: { status: string }) => status)).toContain('duplicate');
    expect((await call('GET', `/api/import/${jobs[0].id}`)).body.data.id).toBe(id);
    expect((await call('GET', '/api/import/health')).body.data).toMatchObject({ status: 'healthy', open: 0 });
  });

  it('28.5 refuses in the original words, and keeps nothing of it', async () => {
    const { call, own, service } = await openService();
    for (const [body, words] of [
      [undefined, 'PDF URL is required'],
      [{}, 'PDF URL is required'],
      [{ url: '' }, 'PDF URL is required'],
      [{ url: 5 }, 'PDF URL is required'],
      [{ url: 'not an address' }, 'Invalid URL format'],
      [{ url: 'ftp://scores.example/a.pdf' }, 'Invalid URL format'],
      [{ url: 'file:///etc/passwd' }, 'Invalid URL format'],
      [{ url: 'data:nothing' }, 'Invalid URL format'],
      [{ url: dataUrl('hello') }, 'Invalid PDF file'],
      [{ url: dataUrl('%PDF-1.7', 'text/plain') }, 'Invalid PDF file'],
      [{ url: dataUrl('%PDF'), aiProvider: 'oracle' }, 'Invalid input'],
      ['text', 'Invalid input'],
    ] as const)
      expect(await call('POST', '/api/import', body), JSON.stringify(body)).toEqual(refused(400, words));
    const broken = await service('/api/import', { method: 'POST', body: '{"broken' });
    expect([broken.status, await broken.json()]).toEqual([400, refused(400, 'Invalid request body').body]);
    expect((await own('GET', '/imports')).body.jobs).toEqual([]);
    expect(await call('POST', '/api/import', { url: dataUrl('%PDF-1.7 and no more') })).toMatchObject({
      status: 422,
      body: { success: false, code: 422 },
    });
    expect(await call('GET', '/api/import/none')).toEqual(refused(404, 'Score not found'));
    for (const path of ['/api/import/images', '/api/import/pdf'])
      expect((await call('POST', path, {})).body.success, path).toBe(false);
  });

  it('28.9 pictures of pages become one score, and twice the same one', async () => {
    const { call } = await openService();
    const urlOf = async (kind: 'png' | 'jpeg', width: number) =>
      `data:image/${kind};base64,${(await pictureOf(kind, width)).toString('base64')}`;
    const images = [{ data: await urlOf('png', 60) }, { data: await urlOf('jpeg', 70) }];
    const first = await call('POST', '/api/import/images', { images, metadata: { title: 'Elegy' } });
    expect(first).toMatchObject({
      status: 200,
      body: { data: { title: 'Elegy', processingStatus: 'completed' } },
    });
    const again = await call('POST', '/api/import/images', { images });
    expect(again.body.data.id).toBe(first.body.data.id);
    expect((await call('GET', `/api/import/${first.body.data.id}`)).body.data.visibility).toBe('private');
    for (const [body, status] of [
      [{}, 400],
      [{ images: [] }, 400],
      [{ images: Array.from({ length: 21 }, () => images[0]) }, 400],
      [{ images: [{ data: dataUrl('GIF89a', 'image/gif') }] }, 400],
      [{ images: [images[0], { data: dataUrl('no picture', 'image/png') }] }, 422],
    ] as const)
      expect((await call('POST', '/api/import/images', body)).status).toBe(status);
  });

  it('28.3 takes no more than fifty megabytes, as text or as a form', async () => {
    const { call, service } = await openService();
    const tooLarge = refused(413, 'A PDF may have 50 MB at the most');
    const bytes = Buffer.alloc(50 * 1024 * 1024 + 1, '%PDF-');
    const url = `data:application/pdf;base64,${bytes.toString('base64')}`;
    expect(await call('POST', '/api/import', { url })).toEqual(tooLarge);
    expect(await call('POST', '/api/import', { url: `${url}${url}` })).toEqual(tooLarge);
    const body = new FormData();
    body.set('file', new File([bytes], 'large.pdf'));
    const sent = await service('/api/upload', { method: 'POST', body });
    expect([sent.status, await sent.json()]).toEqual([413, tooLarge.body]);
  });

  it('28.1 a web address of this computer or its network is refused', async () => {
    const { call } = await openService();
    for (const host of [
      '127.0.0.1:1',
      'localhost:1',
      '[::1]:1',
      '[::ffff:10.0.0.1]',
      '169.254.169.254',
      '10.0.0.1',
    ])
      expect(await call('POST', '/api/import', { url: `http://${host}/a.pdf` }), host).toEqual(
        refused(403, 'Only addresses on the public internet are fetched from'),
      );
  });

  it('28.6 a web address is fetched, and where it came from is kept', async () => {
    const content = await pdf();
    const server = await servePdfs((request, response) => {
      if (request.url?.endsWith('.pdf'))
        response.writeHead(200, { 'content-type': 'application/pdf' }).end(content);
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    });
    const { call } = await openService({ download: server.download });
    const base = `http://scores.example:${server.port}`;
    const url = `${base}/IMSLP00012-PMLP00345-Waltz.pdf`;
    const { body } = await call('POST', '/api/import', { url });
    expect((await call('GET', `/api/scores/${body.data.id}`)).body.data).toMatchObject({
      file_name: 'IMSLP00012-PMLP00345-Waltz.pdf',
      source: 'imslp',
      imslp_url: 'https://imslp.org/wiki/Special:ImagefromIndex/12',
      source_url: url,
      metadata: { imslpIds: ['IMSLP12', 'PMLP345'] },
    });
    expect(await call('POST', '/api/import', { url: `${base}/page` })).toEqual(
      refused(400, 'URL does not point to a PDF file'),
    );

    const urls = [url, `${base}/page`, await pdfUrl('second'), 'nonsense', 'PMLP7'];
    const batch = (await call('POST', '/api/import/batch', { urls })).body.data;
    expect(batch).toMatchObject({ total: 5, successful: 2, failed: 3 });
    expect(batch.results).toMatchObject([
      { url, success: true, data: { id: body.data.id } },
      { success: false, error: 'URL does not point to a PDF file', code: 400 },
      { url: 'data:', success: true },
      { success: false, error: 'Invalid URL format', code: 400 },
      { success: false, error: 'Invalid URL format', code: 400 },
    ]);
    for (const items of [[], Array.from({ length: 101 }, () => url), [{}]])
      expect((await call('POST', '/api/import/batch', { items })).status).toBe(400);

    const before = server.requests.length;
    const scoreId = batch.results[2].data.id;
    const named = await call('POST', '/api/import/imslp', { id: 'IMSLP51970 (PMLP01458)', scoreId });
    expect(named.body.data).toEqual({
      ids: ['IMSLP51970', 'PMLP1458'],
      url: 'https://imslp.org/wiki/Special:ImagefromIndex/51970',
      scoreId,
    });
    expect((await call('GET', `/api/scores/${scoreId}`)).body.data.metadata).toEqual({
      imslpIds: ['IMSLP51970', 'PMLP1458'],
    });
    expect((await call('POST', '/api/import/imslp', { id: 'PMLP9' })).body.data).toEqual({
      ids: ['PMLP9'],
      url: null,
      scoreId: null,
    });
    expect(server.requests).toHaveLength(before);
    const fetched = await call('POST', '/api/import/imslp', { url, fetch: true });
    expect(fetched.body.data.id).toBe(body.data.id);
    expect(server.requests).toHaveLength(before + 1);
    for (const [request, answer] of [
      [{ id: 'Moonlight' }, refused(400, 'Invalid IMSLP number or URL')],
      [{ id: 'PMLP9', fetch: true }, refused(400, 'A work number leads to no file: give the IMSLP number')],
      [{ id: 'PMLP9', scoreId: 'none' }, refused(404, 'Score not found')],
      [{ id: 9 }, refused(400, 'Invalid input')],
    ] as const)
      expect(await call('POST', '/api/import/imslp', request), JSON.stringify(request)).toEqual(answer);
  });

  it('28.7 a form brings a PDF; the queue may be paused meanwhile', async () => {
    const { call, own, service } = await openService();
    const upload = async (name: string, content: Blob | string) => {
      const body = new FormData();
      body.set(name, content);
      const sent = await service('/api/upload', { method: 'POST', body });
      return { status: sent.status, body: (await sent.json()) as { data?: { id: string } } };
    };
    const file = new File([new Uint8Array(await pdf())], 'Sonata.pdf', { type: 'application/pdf' });
    await own('POST', '/imports/pause');
    const waiting = (await upload('file', file)).body.data;
    expect(waiting).toMatchObject({ title: 'Sonata', processingStatus: 'pending' });
    const [{ id }] = (await own('GET', '/imports')).body.jobs;
    expect((await call('GET', `/api/import/${id}`)).body.data).toMatchObject({
      id,
      file_name: 'Sonata.pdf',
      processing_status: 'pending',
    });
    await own('POST', '/imports/resume');
    const done = (await upload('file', file)).body.data;
    expect(done).toMatchObject({ id: waiting?.id, processingStatus: 'completed' });
    expect(await upload('file', new File(['hello'], 'x.pdf'))).toEqual(refused(400, 'Invalid PDF file'));
    expect(await upload('file', 'text')).toEqual(refused(400, 'No file provided'));
    expect(await upload('other', file)).toEqual(refused(400, 'No file provided'));
    const plain = await service('/api/upload', { method: 'POST', body: 'no form' });
    expect([plain.status, await plain.json()]).toEqual([400, refused(400, 'Invalid request body').body]);
  });

  it('28.8 a PDF that asks for a password is told as such', async () => {
    const { call } = await openService();
    const locked = await readFile(new URL('../../import/fixtures/asks-password.pdf', import.meta.url));
    const url = `data:application/pdf;base64,${locked.toString('base64')}`;
    expect(await call('POST', '/api/import', { url })).toMatchObject({
      status: 422,
      body: { success: false },
    });
  });
});
