/** A report on paper: what the screen says, in its words and language. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const text = z.string().max(500);

/** More than a chart on paper needs. */
const MAX_PICTURE_CHARACTERS = 8_000_000;

export const printedReportSchema = z.object({
  title: text.min(1),
  /** BCP 47, for those who have it read out. */
  language: z.string().max(20),
  /** Range, filter and totals in words. */
  lines: z.array(z.string().max(2000)).max(60),
  /** Of the chart: PNG in base64. */
  picture: z
    .string()
    .max(MAX_PICTURE_CHARACTERS)
    .regex(/^iVBORw0KGgo[A-Za-z0-9+/]+={0,2}$/, 'no PNG')
    .nullish(),
  columns: z
    .array(z.object({ label: text, isNumber: z.boolean() }))
    .min(1)
    .max(12),
  rows: z.array(z.array(text).max(12)).max(2000),
});

export type PrintedReport = z.infer<typeof printedReportSchema>;

/** The fonts that pdf.js has for PDFs without their own: Latin, Greek and Cyrillic. */
const fonts = join(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))), 'standard_fonts');

const MARGIN_PT = 56;
const COLUMN_GAP_PT = 8;
const ink = '#24211c';
const quietInk = '#655e52';
const rule = '#ddd5c5';

export async function reportPdf(report: PrintedReport): Promise<Uint8Array<ArrayBuffer>> {
  // Only a report on paper needs it; the core starts without.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN_PT,
    lang: report.language,
    // Nothing is written in the library's own fonts, which know Western European letters alone.
    font: join(fonts, 'LiberationSans-Regular.ttf'),
    info: { Title: report.title, Producer: 'Mirubato', Creator: 'Mirubato' },
    bufferPages: true,
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => document.once('end', resolve));
  document.registerFont('plain', join(fonts, 'LiberationSans-Regular.ttf'));
  document.registerFont('bold', join(fonts, 'LiberationSans-Bold.ttf'));

  document.font('bold').fontSize(20).fillColor(ink).text(report.title);
  document.moveDown(0.4).font('plain').fontSize(10).fillColor(quietInk);
  for (const line of report.lines) document.text(line, { lineGap: 2 });
  if (report.picture) drawPicture(document, Buffer.from(report.picture, 'base64'));
  document.moveDown(1);
  drawTable(document, report);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(parts));
}

function drawPicture(document: PDFKit.PDFDocument, png: Buffer): void {
  const widthPt = document.page.width - 2 * MARGIN_PT;
  document.moveDown(1);
  document.image(png, MARGIN_PT, document.y, { fit: [widthPt, 260] });
  document.y += 260;
}

function drawTable(document: PDFKit.PDFDocument, { columns, rows }: PrintedReport): void {
  const widthPt = document.page.width - 2 * MARGIN_PT;
  const numbers = columns.filter(({ isNumber }) => isNumber).length;
  const numberPt = Math.min(76, widthPt / (columns.length + 1));
  const namePt = (widthPt - numbers * numberPt) / Math.max(1, columns.length - numbers);
  const widths = columns.map(({ isNumber }) => (isNumber ? numberPt : namePt));
  const bottom = document.page.height - MARGIN_PT;

  const line = (cells: readonly string[], font: 'plain' | 'bold') => {
    document.font(font).fontSize(9).fillColor(ink);
    const options = (index: number) => ({
      width: (widths[index] ?? 0) - COLUMN_GAP_PT,
      align: columns[index]?.isNumber ? ('right' as const) : ('left' as const),
    });
    const heightPt = Math.max(
      12,
      ...cells.map((cell, index) => document.heightOfString(cell, options(index))),
    );
    if (document.y + heightPt + 4 > bottom) {
      document.addPage();
      if (font === 'plain')
        line(
          columns.map(({ label }) => label),
          'bold',
        );
      document.font(font).fontSize(9).fillColor(ink);
    }
    const top = document.y + 3;
    let left = MARGIN_PT;
    for (const [index, cell] of cells.entries()) {
      document.text(cell, left, top, options(index));
      left += widths[index] ?? 0;
    }
    document.y = top + heightPt + 2;
    document.x = MARGIN_PT;
    document
      .moveTo(MARGIN_PT, document.y)
      .lineTo(MARGIN_PT + widthPt, document.y)
      .lineWidth(0.5)
      .strokeColor(rule)
      .stroke();
  };
  line(
    columns.map(({ label }) => label),
    'bold',
  );
  for (const row of rows)
    line(
      columns.map((_, index) => row[index] ?? ''),
      'plain',
    );
}
