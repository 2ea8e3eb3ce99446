/** Draws a score as a PDF: staves and curves as vector paths, a title, a composer and lyrics as text. */
import { deflateSync } from 'node:zlib';
import { createRandom, type Random } from './random.ts';
import { composers, pieceTitle, practiceNote } from './words.ts';

const SYSTEMS = 9;
const NOTES_PER_SYSTEM = 90;

/** @param seed another seed is another score, with other bytes */
export function drawPdf(seed: number, pageCount = 2): Buffer {
  const random = createRandom(seed);
  const objects: Buffer[] = [];
  const kids = Array.from({ length: pageCount }, (_, index) => `${4 + index * 2} 0 R`).join(' ');
  objects.push(
    text('<< /Type /Catalog /Pages 2 0 R >>'),
    text(`<< /Type /Pages /Kids [${kids}] /Count ${pageCount} >>`),
    text('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>'),
  );
  for (let page = 0; page < pageCount; page += 1) {
    const content = deflateSync(Buffer.from(drawPage(random, page === 0, seed), 'latin1'));
    objects.push(
      text(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + page * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      ),
      Buffer.concat([
        text(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
        content,
        text('\nendstream'),
      ]),
    );
  }
  return assemble(objects);
}

function drawPage(random: Random, isFirst: boolean, seed: number): string {
  const parts: string[] = [];
  if (isFirst) {
    parts.push(word(180, 800, 22, `${pieceTitle(random).replaceAll(/[♭♯]/g, '')} ${seed}`));
    parts.push(word(420, 770, 11, random.pick(composers)));
  }
  for (let system = 0; system < SYSTEMS; system += 1) {
    const top = 740 - system * 78;
    for (let line = 0; line < 5; line += 1)
      parts.push(`0.5 w 50 ${top - line * 6} m 545 ${top - line * 6} l S`);
    for (let note = 0; note < NOTES_PER_SYSTEM; note += 1) {
      const x = 60 + note * 5.3;
      parts.push(notehead(x, top - random.below(9) * 3));
    }
    parts.push(word(60, top - 38, 9, practiceNote(random).slice(0, 70)));
  }
  return parts.join('\n');
}

/** Four curves and a stem, filled as engraving programs write them. */
function notehead(x: number, y: number): string {
  const to = (dx: number, dy: number) => `${(x + dx).toFixed(2)} ${(y + dy).toFixed(2)}`;
  return [
    `${to(0, 0)} m ${to(0, 1.6)} ${to(1, 2.6)} ${to(2.2, 2.6)} c`,
    `${to(3.4, 2.6)} ${to(4.2, 1.6)} ${to(4.2, 0)} c ${to(4.2, -1.6)} ${to(3.2, -2.6)} ${to(2, -2.6)} c`,
    `${to(0.8, -2.6)} ${to(0, -1.6)} ${to(0, 0)} c f 0.6 w ${to(4, 0)} m ${to(4, 18)} l S`,
  ].join(' ');
}

function word(x: number, y: number, sizePt: number, value: string): string {
  return `BT /F1 ${sizePt} Tf ${x} ${y} Td (${value.replaceAll(/[()\\]/g, '')}) Tj ET`;
}

function assemble(objects: readonly Buffer[]): Buffer {
  const parts = [text('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    push(Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')]));
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  push(text(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`));
  push(text(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function text(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}
