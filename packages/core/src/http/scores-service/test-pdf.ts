/** A PDF of one page, US letter: a title and an empty staff. */

/** From the page's foot, in points. */
const TITLE_Y = 720;
const STAFF_TOP_Y = 640;
const LINE_DISTANCE = 7;

/** @param title ASCII without brackets and backslashes */
export function drawTestPdf(title: string): Buffer {
  const lines = Array.from({ length: 5 }, (_, line) => {
    const y = STAFF_TOP_Y - line * LINE_DISTANCE;
    return `72 ${y} m 540 ${y} l S`;
  });
  const drawing = `BT /F1 20 Tf 72 ${TITLE_Y} Td (${title}) Tj ET\n0.6 w\n${lines.join('\n')}`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Title (${title}) >>`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const size = objects.length + 1;
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\n` +
      `startxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}
