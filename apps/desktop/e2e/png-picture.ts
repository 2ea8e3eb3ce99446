/** Pictures of pages of our own making, as a camera would take them. */
import { crc32, deflateSync } from 'node:zlib';

/** PNG in 8 bits of grey. @param levelAt 0 black to 255 white */
export function pngPicture(width: number, height: number, levelAt: (x: number, y: number) => number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = levelAt(x, y);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A page on a desk, under a shadow: staves, and below them as many blocks as its number. */
export function photographedPage(number: number, width = 420, height = 594): Buffer {
  const [left, top] = [width * 0.08, height * 0.05];
  return pngPicture(width, height, (x, y) => {
    const isPage = x > left && x < width - left && y > top && y < height - top;
    if (!isPage) return 70 + ((x + y) % 9);
    const paper = 235 - (x / width) * 90;
    const inStaff = (y - top - 60) % 92;
    const isLine = y > top + 60 && inStaff < 41 && inStaff % 10 < 1.5;
    const isInside = x > left + 30 && x < width - left - 30;
    const block = Math.floor((x - left - 30) / 40);
    const isBlock = y > top + 16 && y < top + 40 && block < number && (x - left - 30) % 40 < 24;
    return isInside && (isLine || isBlock) ? 40 : paper;
  });
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
