import { describe, expect, it } from 'vitest';
import { scoreSchema } from '../scores/score.ts';
import { cleanNameOf, requestToScore, scoreRequestSchema, scoreToOriginal, slugOf } from './scores.ts';

describe('scores as the original speaks of them', () => {
  it.each([
    [['Für Elise', 'WoO 59'], 'f-r-elise-woo-59'],
    [['Romance_-_Anonymous', null], 'romance-anonymous'],
    [['  Étude!  '], 'tude'],
    [['練習'], ''],
    [['a'.repeat(200)], 'a'.repeat(100)],
  ])('27.1 the slug of %j', (parts, slug) => expect(slugOf(...parts)).toBe(slug));

  it('27.1 a score of which nothing is known says so, and what does not fit is not shown', () => {
    const strange = { durationSeconds: 'long', imslpIds: [1], metadata: 'x', source: 'fax', gradeLevel: 5 };
    expect(scoreToOriginal(scoreSchema.parse({ id: 's', title: 'T', ...strange }))).toMatchObject({
      composer: 'Unknown',
      instrument: null,
      difficulty: null,
      key_signature: null,
      duration_seconds: null,
      grade_level: null,
      metadata: {},
      source: 'manual',
      visibility: 'private',
      pdf_url: '/files/imports/s/score.pdf',
    });
  });

  it('27.1 a key signature is told with both of its keys', () => {
    const keyOf = (keyFifths: number) =>
      scoreToOriginal(scoreSchema.parse({ id: 's', keyFifths })).key_signature;
    expect([-7, 0, 7].map(keyOf)).toEqual([
      'Cb major or Ab minor',
      'C major or A minor',
      'C# major or A# minor',
    ]);
  });

  it('27.1 an instrument is one of the original where it can be', () => {
    const shown = (instrument: string) => {
      const fields = requestToScore(scoreRequestSchema.parse({ instrument }));
      return scoreToOriginal(scoreSchema.parse({ id: 's', ...fields })).instrument;
    };
    expect(['PIANO', 'guitar', 'Both', 'Violin'].map(shown)).toEqual(['piano', 'guitar', 'both', 'violin']);
  });

  it('27.2 names only what a request names, in either spelling', () => {
    const request = scoreRequestSchema.parse({
      tempo_marking: 'Adagio',
      difficultyLevel: 3,
      id: 'x',
      slug: 'y',
    });
    expect(requestToScore(request)).toEqual({ tempo: 'Adagio', difficultyLevel: 3 });
    expect(requestToScore(scoreRequestSchema.parse({}))).toEqual({});
    expect(requestToScore(scoreRequestSchema.parse({ instrument: null }))).toEqual({ instrument: null });
  });

  it('27.9 a file name has nothing that an address would have to escape', () => {
    expect(cleanNameOf({ fileName: '../Für Elise.pdf' })).toBe('.._F_r_Elise.pdf');
  });
});
