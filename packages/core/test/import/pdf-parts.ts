/** Puts a PDF together from its objects, as they are given: what is wrong in them stays wrong. */

/** Objects are numbered from 1, in their order; the first is the catalogue. */
export function pdfOfObjects(objects: readonly (Buffer | string)[], trailer = ''): Buffer {
  const parts = [latin1('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = 9;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    const bytes = typeof object === 'string' ? latin1(object) : object;
    const part = Buffer.concat([latin1(`${index + 1} 0 obj\n`), bytes, latin1('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    latin1(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** @param entries of its dictionary, besides its length */
export function streamOf(entries: string, bytes: Buffer | string): Buffer {
  const content = typeof bytes === 'string' ? latin1(bytes) : bytes;
  return Buffer.concat([
    latin1(`<< ${entries} /Length ${content.length} >>\nstream\n`),
    content,
    latin1('\nendstream'),
  ]);
}

export function latin1(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}
