import { describe, expect, it } from 'vitest';
import { createPeople } from '../people/people.ts';
import { scoreSchema } from '../scores/score.ts';
import { fillFromNotation } from './fill-score.ts';
import { parseMusicXml } from './musicxml.ts';

const people = createPeople([
  {
    name: 'Johann Sebastian Bach',
    sort: 'Bach, Johann Sebastian',
    born: 1685,
    died: 1750,
    roles: ['composer'],
    wikidata: 'Q1339',
    variants: [],
    isNamesake: false,
  },
]);

const measure = (content: string) => `<measure number="1">${content}</measure>`;

const beginning = measure(`
  <attributes><divisions>1</divisions><key><fifths>-3</fifths></key><time><beats>3</beats><beat-type>4</beat-type></time></attributes>
  <direction><direction-type><words>Andante con moto</words></direction-type><sound tempo="72"/></direction>
  <direction><direction-type><metronome><beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>72</per-minute></metronome></direction-type></direction>`);

function partwise(head: string, music = beginning): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise version="4.0">${head}<part id="P1">${music}${measure('<note/>')}</part></score-partwise>`;
}

function valuesIn(xml: string): Record<string, unknown> {
  const parsed = parseMusicXml(xml, people);
  if (!parsed.ok) return { problem: parsed.problem.code };
  return Object.fromEntries(Object.entries(parsed.value).map(([field, guess]) => [field, guess?.value]));
}

it('reads titles, people, parts and the beginning', () => {
  const xml = partwise(`
    <work><work-number>BWV 1056</work-number><work-title>Concerto &amp; Air</work-title></work>
    <movement-title>Largo</movement-title>
    <identification>
      <creator type="composer">J. S. Bach (1685&#8211;1750)</creator>
      <creator type="poet">Clara M&#xFC;ller</creator>
      <creator type="arranger">arr. by Max Muster</creator>
      <rights>Copyright © 1998 by Somebody</rights>
      <encoding><encoding-date>2024-05-06</encoding-date></encoding>
    </identification>
    <part-list>
      <score-part id="P1"><part-name>Violin I</part-name></score-part>
      <score-part id="P2"><part-name>Klavier</part-name></score-part>
      <score-part id="P3"><part-name>Violine</part-name></score-part>
    </part-list>`);
  expect(valuesIn(xml)).toEqual({
    title: 'Concerto & Air',
    movement: 'Largo',
    composer: 'Johann Sebastian Bach',
    stylePeriod: 'baroque',
    lyricist: 'Clara Müller',
    arranger: 'Max Muster',
    opus: 'BWV 1056',
    instrument: 'Violin, Piano',
    keyFifths: -3,
    timeSignature: '3/4',
    tempo: 'Andante con moto (♩. = 72)',
    publishedYear: 1998,
  });
});

it('takes the movement’s title where the work has none, and words on the page where neither has', () => {
  expect(valuesIn(partwise('<movement-title>Air</movement-title>')).title).toBe('Air');
  const credit =
    '<credit page="1"><credit-type>title</credit-type><credit-words>Air</credit-words></credit>' +
    '<credit page="1"><credit-type>composer</credit-type><credit-words>Anna Bon</credit-words></credit>';
  expect(valuesIn(partwise(credit))).toMatchObject({ title: 'Air', composer: 'Anna Bon' });
});

it('takes what programs write by themselves for nothing', () => {
  const xml = partwise(`<work><work-title>Untitled score</work-title></work>
    <identification><creator type="composer">Composer / arranger</creator></identification>`);
  expect(valuesIn(xml)).not.toHaveProperty('title');
  expect(valuesIn(xml)).not.toHaveProperty('composer');
});

it('reads timewise files, and times of several numbers', () => {
  const time = '<attributes><time><beats>3+2</beats><beat-type>8</beat-type></time></attributes>';
  const xml = `<score-timewise><work><work-title>Air</work-title></work>
    <measure number="1"><part id="P1">${time}</part></measure></score-timewise>`;
  expect(valuesIn(xml)).toEqual({ title: 'Air', timeSignature: '3+2/8' });
});

it('tells no tempo that is only played, and no time where there is none', () => {
  const music = measure(
    '<attributes><time><senza-misura/></time></attributes><direction><sound tempo="120"/></direction>',
  );
  expect(valuesIn(partwise('<work><work-title>Air</work-title></work>', music))).toEqual({ title: 'Air' });
});

it('keeps out characters that no text can hold', () => {
  const { title } = valuesIn(partwise('<work><work-title>A&#0;i&#x1;r&#xD800;</work-title></work>'));
  expect(title).not.toMatch(/\p{Cc}/u);
  expect(String(title).isWellFormed()).toBe(true);
});

it('needs the beginning alone: what is cut off behind it costs nothing', () => {
  const xml = partwise('<work><work-title>Air</work-title></work>');
  expect(valuesIn(xml.slice(0, xml.indexOf('</measure>') + 30)).title).toBe('Air');
});

describe('tells as damaged', () => {
  const xml = partwise('<work><work-title>Air</work-title></work>');
  it.each([
    ['nothing', ''],
    ['words', 'Dear Sir or Madam'],
    ['another kind of XML', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a file cut off before its first measure ends', xml.slice(0, xml.indexOf('</time>'))],
    ['elements that do not close', xml.replace('</work-title>', '')],
    ['entities of its own', xml.replace('.dtd">', '.dtd" [<!ENTITY a "b">]>')],
    ['a file that goes on without a measure', `<score-partwise>${'<work/>'.repeat(700_000)}`],
  ])('%s', (_name, text) => {
    expect(valuesIn(text)).toEqual({ problem: 'notation-damaged' });
  });
});

describe('filling a score', () => {
  const onPage = { confidence: 0.6, source: 'page' as const, page: 1, box: [1, 2, 3, 4] };
  const byPerson = { confidence: 1, source: 'person' as const, page: null, box: null };
  const score = scoreSchema.parse({
    id: 'score_a',
    title: 'AIR',
    composer: 'Anna Bon',
    tempo: null,
    evidence: { title: onPage, composer: byPerson },
  });
  const parsed = parseMusicXml(
    partwise(`<work><work-title>Air</work-title></work>
      <identification><creator type="composer">Max Reger</creator></identification>`),
    people,
  );
  const readings = parsed.ok ? parsed.value : {};

  it('leaves what a person has accepted, and the place of what was read already', () => {
    const filled = fillFromNotation(score, readings, 'air.musicxml');
    expect(filled).toMatchObject({
      keyFifths: -3,
      evidence: {
        title: { ...onPage, confidence: 0.92 },
        composer: byPerson,
        keyFifths: { source: 'notation', fileName: 'air.musicxml', page: null },
      },
    });
    expect(filled).not.toHaveProperty('title');
    expect(filled).not.toHaveProperty('composer');
  });

  it('has nothing to say a second time', () => {
    const after = scoreSchema.parse({ ...score, ...fillFromNotation(score, readings, 'air.musicxml') });
    expect(fillFromNotation(after, readings, 'air.musicxml')).toBeUndefined();
  });
});

it('a source that only a later version knows costs no other evidence', () => {
  const evidence = {
    title: { confidence: 1, source: 'person', page: null, box: null },
    composer: { confidence: 0.9, source: 'oracle', page: null, box: null },
  };
  expect(scoreSchema.parse({ id: 'score_a', evidence }).evidence).toEqual({
    title: evidence.title,
    composer: { ...evidence.composer, source: 'work' },
  });
});
