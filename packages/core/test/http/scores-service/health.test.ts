/** The original's scores service: what says that it is well, and PDFs to try it with. */
import { describe, expect, it } from 'vitest';
import { openService, refused } from './service.ts';

describe('health as the original speaks of it', () => {
  it('30.1 tells that it lives, is ready and is well', async () => {
    const { call } = await openService();
    expect(await call('GET', '/livez')).toMatchObject({
      status: 200,
      body: { status: 'ok', timestamp: expect.any(String) },
    });
    expect((await call('GET', '/readyz')).body).toEqual({ status: 'ready' });
    const { body } = await call('GET', '/health');
    expect(Object.keys(body)).toEqual(
      'status service version environment timestamp uptime totalLatency services'.split(' '),
    );
    expect(body).toMatchObject({
      status: 'healthy',
      service: 'mirubato-scores',
      services: {
        database: { status: 'healthy', scoreCount: 0 },
        storage: { status: 'healthy', accessible: true },
        cache: { status: 'healthy' },
        auth: { status: 'healthy' },
      },
    });
  });

  it('30.2 gives PDFs that can be imported', async () => {
    const { call, service } = await openService();
    const titles: string[] = [];
    for (const name of ['score_01.pdf', 'score_02.pdf']) {
      const answer = await service(`/api/test-data/${name}`);
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      const base64 = Buffer.from(await answer.arrayBuffer()).toString('base64');
      const url = `data:application/pdf;base64,${base64}`;
      const { status, body } = await call('POST', '/api/import', { url, filename: name });
      expect(status).toBe(200);
      titles.push(body.data.title);
      expect((await call('GET', `/api/scores/${body.data.id}/metadata`)).body.data.numPages).toBe(1);
    }
    expect(titles).toEqual(['Exercise in C', 'Exercise in G']);
    expect(await call('GET', '/api/test-data/score_03.pdf')).toEqual(refused(404, 'File not found'));
  });
});
