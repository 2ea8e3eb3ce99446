import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { existsSync, writeFileSync } from 'node:fs';
import { readPeople } from './packages/core/src/import/people.ts';
import { readScore } from './packages/domain/src/scores/read-score.ts';
import { factsOf } from './packages/core/src/import/pdf-facts.ts';
import { questionsOf, type Label } from './training/eval/labels.ts';
import { isHeldOut } from './training/eval/held-out.ts';
const folder = process.argv[2]!; const readings = process.argv[3]!;
const labels = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')) as Label[];
const people = await readPeople();
const rows = [];
for (const label of labels) {
  const file = join(readings, `${label.file.replaceAll('/', ' ')}.json`);
  if (!existsSync(file)) continue;
  const reading = JSON.parse(await readFile(file, 'utf8'));
  if (!reading.ok) continue;
  const { headingPages, metadata, recognisedPages } = reading.value;
  const words = readScore(headingPages, metadata, 'scan0001.pdf', people);
  const facts = factsOf(reading.value, 'scan0001.pdf', people);
  const q = questionsOf(label, '').title;
  const raw = words.title; const guess = facts.readings.title;
  if (!q || !raw || !guess) { rows.push({ file: label.file, none: true, held: isHeldOut(label) }); continue; }
  const page = raw.evidence && headingPages.find((p: { number: number }) => p.number === raw.evidence!.page);
  const [x, y, w, h] = raw.evidence?.box ?? [0,0,0,0];
  const lines = (page?.lines ?? []).filter((l: any) => { const mx = l.box[0]+l.box[2]/2-x, my = l.box[1]+l.box[3]/2-y; return mx>=0&&my>=0&&mx<=w&&my<=h; });
  rows.push({ file: label.file, held: isHeldOut(label), right: q.isRight(guess.value), value: guess.value, wanted: q.wanted, raw: raw.confidence, source: raw.source, said: guess.confidence, trusts: lines.map((l: any) => l.confidence ?? 1), size: Math.max(0,...lines.map((l:any)=>l.fontSizePt)), known: !!facts.readings.composer });
}
writeFileSync('/tmp/calib.json', JSON.stringify(rows));
console.log(rows.length);
