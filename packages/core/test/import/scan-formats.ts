/** Scans as copiers, libraries and archives pack them. The pictures are page 1 of `two-pages.pdf`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pdfOfObjects, streamOf } from './pdf-parts.ts';

export interface PackedPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Entries of the picture's dictionary beside its size. */
  readonly entries: string;
  readonly bytes: Buffer;
}

export interface PicturePage {
  readonly picture: PackedPicture;
  /** The page's `/Rotate`; the picture lies so that it stands upright when shown. */
  readonly rotate?: 0 | 90 | 180 | 270;
  /** The picture stands on the left of a sheet of twice its width, and again on the right. */
  readonly isTwice?: boolean;
}

const WIDTH_PT = 595;
const HEIGHT_PT = 842;

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));

/** Two colours at 600 dpi, as libtiff packs them (`tiffcp -c g4`). */
const G4 = { widthPx: 4961, heightPx: 7016 };
const g4 = fixture('scan-600dpi.g4');

export const ccitt: PackedPicture = {
  ...G4,
  entries: `/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${G4.widthPx} /Rows ${G4.heightPx} >>`,
  bytes: g4,
};

/** As layered scans have their ink: painted where it is, and nothing where it is not. */
export const ccittMask: PackedPicture = {
  ...G4,
  entries: `/ImageMask true /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${G4.widthPx} /Rows ${G4.heightPx} >>`,
  bytes: g4,
};

export const jbig2: PackedPicture = {
  ...G4,
  entries: '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode',
  bytes: jbig2OfG4(g4, G4),
};

/** Grey at 150 dpi, packed to an eightieth (`opj_compress -r 80`). */
export const jpx: PackedPicture = {
  widthPx: 1240,
  heightPx: 1754,
  entries: '/Filter /JPXDecode',
  bytes: fixture('scan-150dpi.jp2'),
};

export function pdfOfPictures(pages: readonly PicturePage[]): Buffer {
  const kids = pages.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
  ];
  for (const [index, { picture, rotate = 0, isTwice = false }] of pages.entries()) {
    const number = 3 + index * 3;
    const { widthPx, heightPx, entries, bytes } = picture;
    const [width, height] = rotate % 180 === 0 ? [WIDTH_PT, HEIGHT_PT] : [HEIGHT_PT, WIDTH_PT];
    const draw = `q ${turnedBack[rotate]} cm /P Do Q`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /Rotate ${rotate} /MediaBox [0 0 ${isTwice ? width * 2 : width} ${height}] /Contents ${number + 1} 0 R /Resources << /XObject << /P ${number + 2} 0 R >> >> >>`,
      streamOf('', isTwice ? `${draw} 1 0 0 1 ${WIDTH_PT} 0 cm ${draw}` : draw),
      streamOf(`/Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} ${entries}`, bytes),
    );
  }
  return pdfOfObjects(objects);
}

/** From the unit square onto a page that is turned clockwise by so much when it is shown. */
const turnedBack = {
  0: `${WIDTH_PT} 0 0 ${HEIGHT_PT} 0 0`,
  90: `0 ${WIDTH_PT} ${-HEIGHT_PT} 0 ${HEIGHT_PT} 0`,
  180: `${-WIDTH_PT} 0 0 ${-HEIGHT_PT} ${WIDTH_PT} ${HEIGHT_PT}`,
  270: `0 ${-WIDTH_PT} ${HEIGHT_PT} 0 0 ${WIDTH_PT}`,
} as const;

/** JBIG2 (ITU-T T.88) holds the packing of CCITT as one of its own: a page, and on it one region packed by MMR. */
function jbig2OfG4(packed: Buffer, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Buffer {
  const size = uint32s(widthPx, heightPx);
  const page = Buffer.concat([size, uint32s(0, 0), Buffer.from([0, 0, 0])]);
  const region = Buffer.concat([size, uint32s(0, 0), Buffer.from([0, 1]), packed]);
  return Buffer.concat([segment(0, 48, page), segment(1, 38, region)]);
}

function segment(number: number, type: number, content: Buffer): Buffer {
  return Buffer.concat([uint32s(number), Buffer.from([type, 0, 1]), uint32s(content.length), content]);
}

function uint32s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}
