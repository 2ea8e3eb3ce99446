/** PDFs made to break a reader: each asks for more than there is, or goes in circles. */
import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { pdfOfObjects, streamOf } from './pdf-parts.ts';

const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const MB = 1024 * 1024;

/** Name and bytes, made one at a time when they are asked for. */
export const hostilePdfs: Readonly<Record<string, () => Buffer>> = {
  'no bytes': () => Buffer.alloc(0),
  'one byte': () => Buffer.from('%'),
  'a header alone': () => Buffer.from('%PDF-1.7\n'),
  'a picture': () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  'nothing but zeros after the header': () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(MB)]),
  'nothing but the beginnings of objects': () => Buffer.from(`%PDF-1.7\n${'1 0 obj\n'.repeat(40_000)}`),
  'deeply nested arrays': () => pdfOfPage(`/X ${'['.repeat(200_000)}${']'.repeat(200_000)}`),
  'deeply nested dictionaries': () => pdfOfPage(`/X ${'<< /X '.repeat(100_000)} 1 ${'>>'.repeat(100_000)}`),
  'deeply nested arrays in the content': () => pdfOfContent(`${'['.repeat(500_000)} TJ`),
  'a string without end': () => pdfOfPage(`/X (${'('.repeat(300_000)}`),
  'pages counted wrong': () =>
    pdfOfObjects([CATALOGUE, '<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>', page('')]),
  'a negative count of pages': () =>
    pdfOfObjects([CATALOGUE, '<< /Type /Pages /Kids [3 0 R] /Count -5 >>', page('')]),
  'pages in a circle': () =>
    pdfOfObjects([
      CATALOGUE,
      '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>',
      '<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Parent 2 0 R /Count 1000000 >>',
    ]),
  'a catalogue that is its own pages': () =>
    pdfOfObjects(['<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 9 >>']),
  'a chain of 3,000 pages of pages': () =>
    pdfOfObjects([
      CATALOGUE,
      ...Array.from({ length: 3000 }, (_, at) => `<< /Type /Pages /Kids [${at + 3} 0 R] /Count 1 >>`),
      page(''),
    ]),
  'an object that is itself': () => pdfOfObjects([CATALOGUE, '2 0 R']),
  'a length that is itself': () =>
    pdfOfObjects([CATALOGUE, PAGES, page('/Contents 4 0 R'), '<< /Length 4 0 R >>\nstream\nq Q\nendstream']),
  'a form that draws itself': () =>
    pdfOfObjects([
      CATALOGUE,
      PAGES,
      page('/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>'),
      streamOf('', '/F Do'),
      streamOf('/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>', '/F Do /F Do'),
    ]),
  'a table of contents in a circle': () => pdfOfObjects([CATALOGUE, PAGES, page('')], '/Prev 9 /XRefStm 9 '),
  '20,000 words on the page': () => pdfOfPacked('', deflateSync(Buffer.from(manyWords(20_000)))),
  'a picture of 300,000,000 packed pixels': () => pdfOfPicture(17_320, 17_320, '/DeviceRGB', 8, bomb(900)),
  'a picture of 2 to the 31 by 2 to the 31': () =>
    pdfOfPicture(2147483647, 2147483647, '/DeviceGray', 1, bomb(1)),
  'a picture of less than nothing': () => pdfOfPicture(-5, -5, '/DeviceGray', 8, bomb(1)),
  'a huge page': () => pdfOfBox('0 0 1e12 1e12'),
  'a page as thin as a hair': () => pdfOfBox('0 0 1000000 0.001'),
  'a page as narrow as a hair': () => pdfOfBox('0 0 0.001 1000000'),
  'a page of no size': () => pdfOfBox('0 0 0 0'),
  'a page upside down': () => pdfOfBox('595 842 0 0'),
  'a page at negative places': () => pdfOfBox('-595 -842 -1 -1'),
  'a page of no number': () => pdfOfBox('NaN NaN NaN NaN'),
  'a page of words': () => pdfOfBox('/A (b) null true'),
  'a page of a short box': () => pdfOfBox('0 0'),
  'a page turned by 37 degrees': () => pdfOfBox('0 0 595 842', '/Rotate 37'),
  'a user unit of a billion': () => pdfOfBox('0 0 595 842', '/UserUnit 1000000000'),
  'encrypted by nonsense': () =>
    pdfOfObjects(
      [CATALOGUE, PAGES, page(''), '<< /Filter /Standard /V 9 /R 99 /O (x) /U (y) /P -1 >>'],
      '/Encrypt 4 0 R /ID [(a) (b)] ',
    ),
  'encrypted by itself': () =>
    pdfOfObjects([CATALOGUE, PAGES, page(''), '4 0 R'], '/Encrypt 4 0 R /ID [(a) (b)] '),
  '1,000 pages': () => pdfOfPages(1000),
  'a font of noise': () => pdfOfFont('/Subtype /TrueType /FontDescriptor 6 0 R', 'FontFile2'),
  'a Type 1 font of noise': () => pdfOfFont('/Subtype /Type1 /FontDescriptor 6 0 R', 'FontFile'),
  'a CFF font of noise': () =>
    pdfOfFont('/Subtype /Type1 /FontDescriptor 6 0 R', 'FontFile3', '/Subtype /Type1C'),
  'a font that is a number': () => pdfOfPage('/Contents 4 0 R /Resources << /Font << /F 7 >> >>'),
  'a composite font that descends from itself': () =>
    pdfOfFont('/Subtype /Type0 /Encoding /Identity-H /DescendantFonts [5 0 R]', 'FontFile2'),
  'a font whose letters draw themselves': () =>
    pdfOfFont(
      '/Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 4 0 R >> /FirstChar 72 /LastChar 72 /Widths [9] /Encoding << /Differences [72 /a] >> /Resources << /Font << /F 5 0 R >> >>',
      'FontFile2',
    ),
  'a font matrix of nothing': () =>
    pdfOfFont(
      '/Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0 0 0 0 0 0] /CharProcs << >> /FirstChar 0 /LastChar 2147483647 /Widths []',
      'FontFile2',
    ),
  'a pattern of tiles of no size': () =>
    pdfOfObjects([
      CATALOGUE,
      PAGES,
      page('/Contents 4 0 R /Resources << /Pattern << /P 5 0 R >> >>'),
      streamOf('', '/Pattern cs /P scn 0 0 595 842 re f'),
      streamOf(
        '/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1e9 1e9] /XStep 1e-9 /YStep 1e-9 /Resources << /Pattern << /P 5 0 R >> >>',
        '/Pattern cs /P scn 0 0 595 842 re f',
      ),
    ]),
  'a shading by a function of a billion samples': () =>
    pdfOfObjects([
      CATALOGUE,
      PAGES,
      page('/Contents 4 0 R /Resources << /Shading << /S 5 0 R >> >>'),
      streamOf('', '/S sh'),
      '<< /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1e9 0 1e9] /Function 6 0 R >>',
      streamOf(
        '/FunctionType 0 /Domain [0 1 0 1] /Range [0 1 0 1 0 1] /Size [65535 65535] /BitsPerSample 8 /Filter /FlateDecode',
        bomb(1),
      ),
    ]),
  'a table of 2 to the 31 rows': () =>
    Buffer.from(
      '%PDF-1.5\n1 0 obj\n<< /Type /XRef /Size 2147483647 /Index [0 2147483647] /W [8 8 8] /Root 1 0 R /Length 3 >>\nstream\nabc\nendstream\nendobj\nstartxref\n9\n%%EOF\n',
    ),
  'predictors of 2 to the 31 columns': () =>
    pdfOfPacked(
      '/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 >>',
      bomb(1),
    ),
  'a picture of 4,000,000,000 pixels': () => pdfOfPicture(65_000, 65_000, '/DeviceRGB', 8, bomb(64)),
  'a mask of 4,000,000,000 pixels': () => pdfOfPicture(65_000, 65_000, '', 1, bomb(500), '/ImageMask true'),
};

/** They end when their time or their memory is over. */
export const endlessPdfs: Readonly<Record<string, () => Buffer>> = {
  'a million kids': () =>
    pdfOfObjects([
      CATALOGUE,
      `<< /Type /Pages /Kids [${'3 0 R '.repeat(1_000_000)}] /Count 1000000 >>`,
      page(''),
    ]),
  'forms that double at each of 30 levels': () =>
    pdfOfObjects([
      CATALOGUE,
      PAGES,
      page('/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>'),
      streamOf('', '/F Do'),
      ...Array.from({ length: 30 }, (_, at) =>
        streamOf(
          `/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F ${at + 6} 0 R >> >>`,
          '/F Do /F Do',
        ),
      ),
      streamOf('/Subtype /Form /BBox [0 0 9 9]', '0 0 m 9 9 l S'),
    ]),
  'a content of 100 MB of operators': () => pdfOfPacked('', bomb(100, 'q 1 0 0 1 0 0 cm Q\n')),
  'lines without end': () => pdfOfPacked('', bomb(60, '0 0 m 9 9 l S\n')),
  '300,000 words on the page': () => pdfOfPacked('', deflateSync(Buffer.from(manyWords(300_000)))),
  'a word of 5,000,000 letters': () => pdfOfContent(`BT /F 9 Tf 50 700 Td (${'la'.repeat(2_500_000)}) Tj ET`),
  'states saved without end': () => pdfOfPacked('', bomb(40, 'q ')),
  'a content of 2 GB of blanks': () => pdfOfPacked('', bomb(2048)),
  'a content packed twice': () => pdfOfPacked('/Filter [/FlateDecode /FlateDecode]', deflateSync(bomb(4096))),
};

/** A page of one picture. */
export function pdfOfPicture(
  width: number,
  height: number,
  colours: string,
  bits: number,
  packed: Buffer,
  more = '',
): Buffer {
  const space = colours ? `/ColorSpace ${colours}` : '';
  return pdfOfObjects([
    CATALOGUE,
    PAGES,
    page('/Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >>'),
    streamOf('', 'q 595 0 0 842 0 0 cm /P Do Q'),
    streamOf(
      `/Subtype /Image /Width ${width} /Height ${height} ${space} /BitsPerComponent ${bits} /Filter /FlateDecode ${more}`,
      packed,
    ),
  ]);
}

function pdfOfPage(entries: string): Buffer {
  return pdfOfObjects([CATALOGUE, PAGES, page(entries), streamOf('', 'BT /F 9 Tf (Hymn) Tj ET')]);
}

function pdfOfContent(content: string): Buffer {
  return pdfOfObjects([CATALOGUE, PAGES, page(`/Contents 4 0 R ${TIMES}`), streamOf('', content)]);
}

function pdfOfPacked(entries: string, packed: Buffer): Buffer {
  const filter = entries || '/Filter /FlateDecode';
  return pdfOfObjects([CATALOGUE, PAGES, page(`/Contents 4 0 R ${TIMES}`), streamOf(filter, packed)]);
}

function pdfOfBox(box: string, entries = ''): Buffer {
  return pdfOfObjects([
    CATALOGUE,
    PAGES,
    `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] ${entries} /Contents 4 0 R ${TIMES} >>`,
    streamOf('', 'BT /F 20 Tf 50 700 Td (Evening Hymn) Tj ET 50 600 m 500 600 l S'),
  ]);
}

function pdfOfPages(count: number): Buffer {
  const kids = Array.from({ length: count }, (_, at) => `${at + 3} 0 R`).join(' ');
  return pdfOfObjects([
    CATALOGUE,
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    ...Array.from({ length: count }, () => page(`/Contents ${count + 3} 0 R ${TIMES}`)),
    streamOf('', 'BT /F 20 Tf 50 700 Td (Evening Hymn) Tj ET'),
  ]);
}

function pdfOfFont(entries: string, file: string, fileEntries = ''): Buffer {
  const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3)) & 255));
  return pdfOfObjects([
    CATALOGUE,
    PAGES,
    page('/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>'),
    streamOf('', 'BT /F 20 Tf 50 700 Td (Evening Hymn) Tj ET'),
    `<< /Type /Font /BaseFont /Noise ${entries} >>`,
    `<< /Type /FontDescriptor /FontName /Noise /Flags 4 /${file} 7 0 R >>`,
    streamOf(fileEntries, noise),
  ]);
}

const TIMES = '/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >>';

function page(entries: string): string {
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${entries} >>`;
}

function manyWords(count: number): string {
  const words = Array.from(
    { length: count },
    (_, at) => `1 0 0 1 ${(at * 37) % 560} ${(at * 0.013) % 840} Tm (la${at}) Tj`,
  );
  return `BT /F 3 Tf ${words.join('\n')} ET`;
}

/** So many megabytes of `piece`, packed; it is packed once and repeated, so that making it takes no memory. */
function bomb(megabytes: number, piece = ' '): Buffer {
  const packed = deflateRawSync(Buffer.alloc(MB, piece), { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x78, 0x9c]);
  return Buffer.concat([header, ...Array.from({ length: megabytes }, () => packed), Buffer.from([3, 0])]);
}
