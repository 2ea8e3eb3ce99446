/** A small PDF that looks like a score: title, composer, tempo, staves with notes. The same work gives the same bytes. */
import PDFDocument from 'pdfkit';
import { createRandom } from '../random.ts';
import type { DemoWork } from './works.ts';

const WIDTH_PT = 595;
const LEFT_PT = 50;
const SPACE_PT = 6;
const SYSTEMS_FIRST_PAGE = 7;
const SYSTEMS = 9;
const SYSTEM_PT = 84;

export async function demoScorePdf(work: DemoWork, seed: number): Promise<Buffer> {
  const random = createRandom(seed);
  const document = new PDFDocument({
    size: [WIDTH_PT, 842],
    margin: 0,
    info: {
      Title: work.title,
      Author: work.composer,
      Producer: 'Mirubato',
      Creator: 'Mirubato',
      CreationDate: new Date(0),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  document
    .font('Times-Bold')
    .fontSize(20)
    .text(work.title, LEFT_PT, 60, { width: WIDTH_PT - 2 * LEFT_PT, align: 'center' });
  document
    .font('Times-Roman')
    .fontSize(11)
    .text(work.composer, LEFT_PT, 122, { width: WIDTH_PT - 2 * LEFT_PT, align: 'right' });
  document.font('Times-Bold').fontSize(11).text(work.tempo, LEFT_PT, 146);
  drawSystems(176, SYSTEMS_FIRST_PAGE);
  document.addPage();
  drawSystems(60, SYSTEMS);
  document.end();
  await ended;
  return Buffer.concat(chunks);

  function drawSystems(top: number, count: number): void {
    for (let system = 0; system < count; system += 1) drawStaff(top + system * SYSTEM_PT);
  }

  function drawStaff(top: number): void {
    document.lineWidth(0.5);
    for (let line = 0; line < 5; line += 1) {
      const y = top + line * SPACE_PT;
      document
        .moveTo(LEFT_PT, y)
        .lineTo(WIDTH_PT - LEFT_PT, y)
        .stroke();
    }
    for (let bar = 0; bar <= 4; bar += 1) {
      const x = LEFT_PT + (bar * (WIDTH_PT - 2 * LEFT_PT)) / 4;
      document
        .moveTo(x, top)
        .lineTo(x, top + 4 * SPACE_PT)
        .stroke();
      if (bar === 4) break;
      for (let note = 0; note < 4; note += 1)
        drawNote(x + 18 + note * 27, top + random.below(9) * (SPACE_PT / 2));
    }
  }

  function drawNote(x: number, y: number): void {
    document.ellipse(x, y, 3.6, 2.7).fill('black');
    document
      .lineWidth(0.8)
      .moveTo(x + 3.3, y)
      .lineTo(x + 3.3, y - 19)
      .stroke();
  }
}
