/** The original's scores service: scores, search, favourites and files. */
import { describe, expect, it } from 'vitest';
import { entryInput } from '../../temporary.ts';
import { openService, pdf, refused } from './service.ts';

const COLUMNS =
  `id title composer opus movement instrument difficulty difficulty_level grade_level duration_seconds
  time_signature key_signature tempo_marking suggested_tempo style_period source imslp_url tags metadata created_at
  updated_at slug pdf_url created_by processing_status processing_error subtitle year description file_name source_url
  imported_at ai_metadata visual_analysis visual_confidence user_id visibility source_type page_count
  derived_visibility normalized_id`.split(/\s+/);

describe('scores as the original speaks of them', () => {
  it('27.1 a score has the columns of the original, and is private until said otherwise', async () => {
    const { call, addScore } = await openService();
    expect(await call('GET', '/api/scores')).toEqual({
      status: 200,
      body: { success: true, data: { items: [], total: 0, limit: 20, offset: 0, hasMore: false } },
    });
    const id = await addScore();
    const { body } = await call('GET', `/api/scores/${id}`);
    expect(Object.keys(body.data).sort()).toEqual([...COLUMNS].sort());
    expect(body.data).toMatchObject({
      id,
      visibility: 'private',
      user_id: 'local',
      processing_status: 'completed',
      page_count: 2,
      pdf_url: `/files/imports/${id}/two_pages.pdf`,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect((await call('GET', '/api/scores')).body.data.items).toEqual([]);
    expect((await call('GET', '/api/scores/user/library')).body.data).toMatchObject([{ id }]);
    expect((await call('GET', `/api/scores/${id}/metadata`)).body.data).toEqual({
      numPages: 2,
      scoreId: id,
      title: body.data.title,
    });
  });

  it('27.2 a change is kept, in snake_case and in camelCase, and our own interface shows it', async () => {
    const { call, own, addScore } = await openService();
    const id = await addScore();
    const changes = {
      title: 'Für Elise',
      opus: 'WoO 59',
      composer: 'Ludwig van Beethoven',
      difficultyLevel: 4,
      difficulty: 'INTERMEDIATE',
      style_period: 'classical',
      time_signature: '3/8',
      tempoMarking: 'Poco moto',
      duration_seconds: 180,
      grade_level: 'Grade 5',
      key_signature: 'A minor',
      suggestedTempo: 72,
      source: 'imslp',
      imslp_url: 'https://imslp.org/wiki/F%C3%BCr_Elise',
      year: 1867,
      description: 'Bagatelle',
      instrument: 'both',
      tags: ['bagatelle'],
      metadata: { shelf: 3 },
      visibility: 'unlisted',
      created_at: 'passed over',
    };
    const { status, body } = await call('PUT', `/api/scores/${id}`, changes);
    expect(status).toBe(200);
    const expected = {
      title: 'Für Elise',
      slug: 'f-r-elise-woo-59',
      normalized_id: 'für elise-ludwig van beethoven',
      difficulty: 'intermediate',
      difficulty_level: 4,
      style_period: 'classical',
      time_signature: '3/8',
      tempo_marking: 'Poco moto',
      duration_seconds: 180,
      grade_level: 'Grade 5',
      key_signature: 'A minor',
      suggested_tempo: 72,
      source: 'imslp',
      imslp_url: 'https://imslp.org/wiki/F%C3%BCr_Elise',
      year: 1867,
      description: 'Bagatelle',
      instrument: 'both',
      tags: ['bagatelle'],
      metadata: { shelf: 3 },
      visibility: 'unlisted',
    };
    expect(body.data).toMatchObject(expected);
    expect((await call('GET', `/api/scores/${id}`)).body.data).toEqual(body.data);
    expect((await own('GET', `/scores/${id}`)).body.score).toMatchObject({
      title: 'Für Elise',
      difficultyLevel: 4,
      tempo: 'Poco moto',
      publishedYear: 1867,
      evidence: { title: { source: 'person' } },
    });
    await call('PUT', `/api/scores/${id}`, { composer: 'Unknown' });
    expect((await own('GET', `/scores/${id}`)).body.score.composer).toBeNull();
  });

  it('27.3 what is deleted is in the trash, and gone from here', async () => {
    const { call, own, addScore } = await openService();
    const id = await addScore();
    expect(await call('DELETE', `/api/scores/${id}`)).toEqual({
      status: 200,
      body: { success: true, message: 'Score deleted successfully' },
    });
    const gone = refused(404, 'Score not found');
    for (const [method, path] of [
      ['GET', `/api/scores/${id}`],
      ['GET', `/api/scores/${id}/metadata`],
      ['GET', `/api/scores/${id}/download/pdf`],
      ['GET', `/api/pdf/v2/thumbnail/${id}`],
      ['DELETE', `/api/scores/${id}`],
    ] as const)
      expect(await call(method, path), path).toEqual(gone);
    expect(await call('PUT', `/api/scores/${id}`, { title: 'T' })).toEqual(gone);
    expect((await own('GET', '/trash')).body.items).toMatchObject([{ collection: 'scores', id }]);
  });

  it('27.4 deletes up to a hundred at once and says which were not there', async () => {
    const { call, addScore } = await openService();
    const id = await addScore();
    const { body } = await call('POST', '/api/scores/batch/delete', { scoreIds: [id, 'none', id] });
    expect(body.data).toEqual({
      deletedCount: 1,
      deletedIds: [id],
      failed: [{ scoreId: 'none', error: 'Score not found' }],
    });
    const many = Array.from({ length: 101 }, (_, number) => `s${number}`);
    for (const scoreIds of [many, [], 'all'])
      expect(await call('POST', '/api/scores/batch/delete', { scoreIds })).toMatchObject(
        refused(400, 'Invalid input'),
      );
  });

  it('27.5 what does not fit is 400 in the original words; a score without a PDF is refused', async () => {
    const { call, service, addScore } = await openService();
    const id = await addScore();
    for (const body of [
      { title: '' },
      { difficultyLevel: 11 },
      { style_period: 'jazz' },
      { tags: 'x' },
      'text',
    ])
      expect(await call('PUT', `/api/scores/${id}`, body)).toMatchObject(refused(400, 'Invalid input'));
    expect(await call('POST', '/api/scores', { difficulty: 'impossible' })).toMatchObject({
      ...refused(400, 'Invalid input'),
      body: { fields: { difficulty: expect.any(String) } },
    });
    expect(await call('POST', '/api/scores', { title: 'T', composer: 'C' })).toEqual(
      refused(400, 'A score needs its PDF: send it to /api/import or /api/upload'),
    );
    const broken = { method: 'PUT', body: '{"broken', headers: { 'content-type': 'application/json' } };
    expect((await service(`/api/scores/${id}`, broken)).status).toBe(400);
    expect(await call('GET', '/api/scores?limit=101')).toMatchObject(refused(400, 'Invalid input'));
    expect(await call('GET', '/api/nothing')).toEqual(refused(404, 'Not found'));
  });
});

describe('search as the original speaks of it', () => {
  async function openLibrary() {
    const opened = await openService();
    const { call, addScore } = opened;
    const shown = { visibility: 'public' };
    const changes = [
      {
        title: 'Nocturne 2',
        composer: 'Frédéric Chopin',
        difficulty: 'advanced',
        difficulty_level: 8,
        ...shown,
      },
      { title: 'Nocturne 10', composer: 'Frédéric Chopin', instrument: 'piano', ...shown },
      {
        title: 'Lágrima',
        composer: 'Francisco Tárrega',
        instrument: 'guitar',
        tags: ['slow', '50%'],
        ...shown,
      },
      { title: 'Secret Nocturne', composer: 'Anna', tags: ['slow'] },
    ];
    const more = [
      { style_period: 'romantic', duration_seconds: 270 },
      { difficulty: 'intermediate', difficulty_level: 5, style_period: 'romantic', duration_seconds: 300 },
      {
        difficulty: 'beginner',
        difficulty_level: 2,
        style_period: 'modern',
        grade_level: '3',
        duration_seconds: 90,
      },
      { difficulty: 'beginner' },
    ];
    const ids: string[] = [];
    for (const [number, change] of changes.entries()) {
      const id = await addScore(`${number}`);
      await call('PUT', `/api/scores/${id}`, { ...change, ...more[number] });
      ids.push(id);
    }
    const titles = async (query: string) => {
      const { status, body } = await call('GET', `/api/search?${query}`);
      expect(status, query).toBe(200);
      return body.data.scores.map(({ title }: { title: string }) => title);
    };
    return { ...opened, ids, titles };
  }

  it('27.6 finds by every filter and in every order, and never what is private', async () => {
    const { call, own, ids, titles } = await openLibrary();
    expect((await call('GET', '/api/search?limit=1&offset=1')).body).toMatchObject({
      data: { scores: [{ title: 'Nocturne 2' }], total: 3, limit: 1, offset: 1 },
    });
    expect((await call('GET', '/api/scores?limit=2')).body.data).toMatchObject({
      items: [{ title: 'Lágrima' }, { title: 'Nocturne 2' }],
      total: 3,
      hasMore: true,
    });
    for (const [query, expected] of [
      ['query=nocturne', ['Nocturne 2', 'Nocturne 10']],
      ['query=nocturne&mine=true', ['Nocturne 2', 'Nocturne 10', 'Secret Nocturne']],
      ['query=lagr', ['Lágrima']],
      ['query=%25', ['Lágrima']],
      ['instrument=guitar', ['Lágrima']],
      ['instrument=GUITAR', ['Lágrima']],
      ['instrument=both', []],
      ['difficulty=advanced', ['Nocturne 2']],
      ['minDifficultyLevel=5', ['Nocturne 2', 'Nocturne 10']],
      ['minDifficultyLevel=2&maxDifficultyLevel=5', ['Lágrima', 'Nocturne 10']],
      ['stylePeriod=romantic', ['Nocturne 2', 'Nocturne 10']],
      ['composer=tarrega', ['Lágrima']],
      ['composer=_', []],
      ['tags=slow,50%25', ['Lágrima']],
      ['tags=slow,fast', []],
      ['maxDuration=280', ['Lágrima', 'Nocturne 2']],
      ['gradeLevel=3', ['Lágrima']],
      ['sortOrder=desc', ['Nocturne 10', 'Nocturne 2', 'Lágrima']],
      ['sortBy=composer', ['Lágrima', 'Nocturne 2', 'Nocturne 10']],
      ['sortBy=difficulty', ['Lágrima', 'Nocturne 10', 'Nocturne 2']],
      ['sortBy=createdAt', ['Nocturne 2', 'Nocturne 10', 'Lágrima']],
    ] as const)
      expect(await titles(query), query).toEqual(expected);

    await own('POST', '/logbook/entries', entryInput({ id: 'e1', scoreId: ids[2], pieces: [] }));
    await own('POST', '/pieces', { id: 'p1', title: 'N', composer: 'C', scoreIds: [ids[1]] });
    for (const id of ['e2', 'e3'])
      await own(
        'POST',
        '/logbook/entries',
        entryInput({ id, pieces: [{ pieceId: 'p1', title: 'N', composer: 'C' }] }),
      );
    const popular = ['Nocturne 10', 'Lágrima', 'Nocturne 2'];
    expect(await titles('sortBy=popularity&sortOrder=desc')).toEqual(popular);
    const listed = async (path: string) =>
      (await call('GET', path)).body.data.map(({ title }: { title: string }) => title);
    expect(await listed('/api/search/popular')).toEqual(popular);
    expect(await listed('/api/search/popular?limit=1')).toEqual(['Nocturne 10']);
    expect(await listed('/api/search/recent')).toEqual(['Lágrima', 'Nocturne 10', 'Nocturne 2']);
    expect((await listed('/api/search/recent?mine=true'))[0]).toBe('Secret Nocturne');
  });

  it('27.7 refuses parameters that are not valid', async () => {
    const { call } = await openService();
    expect((await call('GET', '/api/search')).body).toEqual({
      success: true,
      data: { scores: [], total: 0, limit: 20, offset: 0 },
    });
    for (const query of [
      'limit=101',
      'limit=0',
      'offset=-1',
      'sortBy=colour',
      'difficulty=odd',
      'maxDuration=x',
    ])
      expect(await call('GET', `/api/search?${query}`), query).toMatchObject(
        refused(400, 'Invalid search parameters'),
      );
  });
});

describe('favourites as the original speaks of them', () => {
  it('27.8 a score is a favourite here and in our own interface', async () => {
    const { call, own, addScore } = await openService();
    expect((await call('GET', '/api/user/favorites')).body).toEqual({ success: true, data: [], total: 0 });
    const id = await addScore();
    const path = `/api/user/favorites/${id}`;
    expect((await call('POST', path)).body).toEqual({
      success: true,
      data: { scoreId: id, isFavorited: true },
    });
    expect((await own('GET', `/scores/${id}`)).body.score.isFavourite).toBe(true);
    expect((await call('GET', '/api/user/favorites')).body).toMatchObject({ data: [{ id }], total: 1 });
    expect((await call('GET', '/api/user/favorites/ids')).body.data).toEqual([id]);
    const check = { scoreIds: [id, 'none'] };
    expect((await call('POST', '/api/user/favorites/batch/check', check)).body.data).toEqual({
      [id]: true,
      none: false,
    });
    expect((await call('POST', `${path}/toggle`)).body.data.isFavorited).toBe(false);
    expect((await call('POST', `${path}/toggle`)).body.data.isFavorited).toBe(true);
    expect((await call('DELETE', path)).body.data.isFavorited).toBe(false);
    expect((await call('GET', `/api/user/favorites/check/${id}`)).body.data.isFavorited).toBe(false);
    const missing = refused(404, 'Score not found or access denied');
    expect(await call('POST', '/api/user/favorites/none')).toEqual(missing);
    expect(await call('DELETE', '/api/user/favorites/none')).toEqual(missing);
    expect(await call('POST', '/api/user/favorites/none/toggle')).toEqual(missing);
    expect(await call('GET', '/api/user/favorites/check/none')).toEqual(missing);
    const many = Array.from({ length: 101 }, (_, number) => `s${number}`);
    expect(await call('POST', '/api/user/favorites/batch/check', { scoreIds: many })).toMatchObject(
      refused(400, 'Invalid input'),
    );
  });
});

describe('files as the original speaks of them', () => {
  it('27.9 serves the PDF by its own key alone, whole and in ranges, and its thumbnail', async () => {
    const { call, service, addScore } = await openService();
    const id = await addScore();
    const content = await pdf();
    const { pdf_url } = (await call('GET', `/api/scores/${id}`)).body.data;
    const whole = await service(pdf_url);
    expect(whole.headers.get('content-disposition')).toBe('inline; filename="two_pages.pdf"');
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
    const part = await service(pdf_url, { headers: { Range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, '%PDF']);
    const download = await service(`/api/scores/${id}/download/pdf`);
    expect(download.headers.get('content-disposition')).toContain('attachment');
    expect((await download.arrayBuffer()).byteLength).toBe(content.length);
    const thumbnail = await service(`/api/pdf/v2/thumbnail/${id}`);
    expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp']);
    await thumbnail.arrayBuffer();
    const key = pdf_url.slice('/files/'.length);
    expect((await call('GET', `/api/check/${key}`)).body.data).toEqual({
      key,
      exists: true,
      size: content.length,
    });
    expect((await call('GET', '/api/check/imports/none/x.pdf')).body.data).toMatchObject({ exists: false });
    for (const other of [
      `imports/${id}/other.pdf`,
      'imports/none/x.pdf',
      '..%2F..%2Fjournal',
      `x/${id}/two_pages.pdf`,
    ])
      expect(await call('GET', `/files/${other}`), other).toEqual(refused(404, 'File not found'));
    expect((await call('GET', `/api/pdf/v2/render-status/${id}`)).body.data).toEqual({
      scoreId: id,
      status: 'completed',
      pageCount: 2,
      hasThumbnail: true,
    });
    expect((await call('DELETE', `/api/file/${key}`)).status).toBe(200);
    expect(await call('GET', `/files/${key}`)).toEqual(refused(404, 'File not found'));
  });

  it('27.10 pages are not drawn, and what cannot be a page is told apart from that', async () => {
    const { call, addScore } = await openService();
    const id = await addScore();
    const page = `/api/pdf/v2/render/${id}/page`;
    const undrawn = refused(501, 'Pages are not drawn here: read the PDF at pdf_url');
    const { pdf_url } = (await call('GET', `/api/scores/${id}`)).body.data;
    for (const path of [
      `${page}/1?width=800&format=png&quality=70`,
      `/api/scores/${id}/pages/2`,
      `/api/scores/${id}/render`,
      pdf_url.replace('/files/', '/render/'),
    ])
      expect(await call('GET', path), path).toEqual(undrawn);
    expect(await call('GET', `${page}/3`)).toEqual(refused(404, 'Page not found'));
    expect(await call('GET', `/api/scores/${id}/pages/3`)).toEqual(refused(404, 'Page not found'));
    expect(await call('GET', `${page}/0`)).toMatchObject(refused(400, 'Invalid page number'));
    for (const query of ['width=99', 'width=4001', 'format=gif', 'quality=0'])
      expect(await call('GET', `${page}/1?${query}`), query).toMatchObject(
        refused(400, 'Invalid rendering parameters'),
      );
    expect(await call('GET', '/api/pdf/v2/render/none/page/1')).toEqual(refused(404, 'Score not found'));
    expect(await call('GET', `/api/scores/${id}/download/mscz`)).toEqual(
      refused(501, 'A score can be downloaded as PDF only'),
    );
    expect((await call('GET', '/api/pdf/v2/health')).body.data).toMatchObject({ status: 'healthy' });
  });
});
