/** Damages a PDF as disks, mail programs and bad exporters do, and as somebody would who means harm. */
import { deflateSync, inflateSync } from 'node:zlib';
import { latin1 } from './pdf-parts.ts';

/** 0 up to, but not including, 1. */
export type Random = () => number;

export interface Mutation {
  readonly what: string;
  readonly bytes: Buffer;
}

/** One to three damages, one on the other. The same numbers give the same damage. */
export function mutatePdf(bytes: Buffer, random: Random): Mutation {
  const names = Object.keys(damages);
  const what: string[] = [];
  let damaged = bytes;
  for (let count = 1 + below(random, 3); count > 0; count -= 1) {
    const name = pick(random, names);
    what.push(name);
    damaged = damages[name]?.(damaged, random) ?? damaged;
  }
  return { what: what.join(', '), bytes: damaged };
}

const damages: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  'cut off': (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  'bits flipped': (bytes, random) => {
    const damaged = Buffer.from(bytes);
    for (let count = 1 + below(random, 40); count > 0; count -= 1) {
      const at = below(random, damaged.length);
      if (at < damaged.length) damaged[at] = (damaged[at] as number) ^ (1 << below(random, 8));
    }
    return damaged;
  },
  'bytes deleted': (bytes, random) => {
    const [start, end] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  'bytes doubled': (bytes, random) => {
    const [start, end] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  'bytes overwritten': (bytes, random) => {
    const damaged = Buffer.from(bytes);
    const [start, end] = range(bytes, random);
    return damaged.fill(below(random, 256), start, end);
  },
  'line ends changed': (bytes) => latin1(bytes.toString('latin1').replaceAll('\n', '\r\n')),
  'offsets broken': (bytes, random) =>
    replaceSome(bytes, random, /\d{10}(?= \d{5} [nf])/g, 0.5, () =>
      String(below(random, 2 ** 31)).padStart(10, '0'),
    ),
  'start of the table lost': (bytes, random) =>
    replaceSome(bytes, random, /startxref\s+\d+/g, 1, () => `startxref\n${below(random, 2 ** 31)}`),
  'streams swapped': swapStreams,
  'a stream changed inside': changeStream,
  'references changed': (bytes, random) =>
    replaceSome(bytes, random, /\d+ 0 R/g, 0.1, () => `${below(random, 30)} 0 R`),
  'numbers changed': (bytes, random) =>
    replaceSome(bytes, random, /(?<=[ [])-?\d+(?:\.\d+)?(?=[\] ])/g, 0.05, () => pick(random, oddValues)),
  'entries changed': (bytes, random) =>
    replaceSome(
      bytes,
      random,
      /(?<=\/(?:Count|Length|Width|Height|Size|Columns|BitsPerComponent|First|N) )\d+/g,
      0.5,
      () => pick(random, oddValues),
    ),
  'names changed': (bytes, random) =>
    replaceSome(bytes, random, /\/[A-Z]\w+/g, 0.03, () => pick(random, oddNames)),
  'boxes changed': (bytes, random) =>
    replaceSome(bytes, random, /(?<=\/(?:MediaBox|CropBox) ?\[)[^\]]*/g, 1, () =>
      Array.from({ length: 4 }, () => pick(random, oddValues)).join(' '),
    ),
  'nested deeply': (bytes, random) => {
    const depth = 10 ** (1 + below(random, 5));
    const [open, close] = pick(random, [
      ['[', ']'],
      ['<< /K ', ' >>'],
    ] as const);
    return replaceSome(
      bytes,
      random,
      /(?<=\/\w+ )\d+/g,
      0.1,
      () => `${open.repeat(depth)}${close.repeat(depth)}`,
    );
  },
};

const oddValues: readonly string[] = [
  ...['0', '-1', '1e9', '2147483647', '2147483648', '-2147483648', '4294967296', '1e308', '-1e308', '1e-308'],
  ...[
    'NaN',
    'null',
    'true',
    '(a)',
    '<41>',
    '[]',
    '<< >>',
    '/Name',
    '3 0 R',
    '99999999 0 R',
    '0.0000001',
    '--5',
  ],
];
const oddNames = [
  '/Type',
  '/Pages',
  '/Page',
  '/Kids',
  '/Parent',
  '/Filter',
  '/Encrypt',
  '/Font',
  '/XObject',
  '/\u00ff',
];

/** A part of up to a tenth of the file. */
function range(bytes: Buffer, random: Random): [number, number] {
  const start = below(random, bytes.length);
  return [start, Math.min(bytes.length, start + 1 + below(random, Math.ceil(bytes.length / 10)))];
}

function replaceSome(
  bytes: Buffer,
  random: Random,
  pattern: RegExp,
  share: number,
  replacement: () => string,
): Buffer {
  const text = bytes.toString('latin1');
  return latin1(text.replace(pattern, (found) => (random() < share ? replacement() : found)));
}

interface StreamPlace {
  readonly start: number;
  readonly end: number;
}

function streamsOf(bytes: Buffer): StreamPlace[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/stream\r?\n(?!endobj)/g)].flatMap(({ index, 0: { length } }) => {
    const end = text.indexOf('endstream', index + length);
    return end < 0 || text.startsWith('end', index - 3) ? [] : [{ start: index + length, end }];
  });
}

function swapStreams(bytes: Buffer, random: Random): Buffer {
  const streams = streamsOf(bytes);
  if (streams.length < 2) return bytes;
  const one = below(random, streams.length - 1);
  const other = one + 1 + below(random, streams.length - one - 1);
  const [a, b] = [streams[one] as StreamPlace, streams[other] as StreamPlace];
  return Buffer.concat([
    bytes.subarray(0, a.start),
    bytes.subarray(b.start, b.end),
    bytes.subarray(a.end, b.start),
    bytes.subarray(a.start, a.end),
    bytes.subarray(b.end),
  ]);
}

/** Unpacked, damaged as text, packed again: the damage gets past the checks of the packing. */
function changeStream(bytes: Buffer, random: Random): Buffer {
  const streams = streamsOf(bytes);
  if (streams.length === 0) return bytes;
  const { start, end } = pick(random, streams);
  const content = unpacked(bytes.subarray(start, end));
  if (!content) return bytes;
  const changed = pick(random, [
    () => replaceSome(content, random, /-?\d+(?:\.\d+)?/g, 0.05, () => pick(random, oddValues)),
    () => replaceSome(content, random, /\b[A-Za-z]{1,2}\b/g, 0.05, () => pick(random, oddOperators)),
    () => damages['bits flipped']?.(content, random) ?? content,
    () => damages['bytes doubled']?.(content, random) ?? content,
  ])();
  return Buffer.concat([bytes.subarray(0, start), deflateSync(changed), latin1('\n'), bytes.subarray(end)]);
}

const oddOperators = [
  'q',
  'Q',
  'BT',
  'ET',
  'Do',
  'cm',
  'Tf',
  'TJ',
  'Tj',
  'BI',
  'ID',
  'EI',
  'sh',
  'scn',
  'W',
  'd0',
  'xx',
];

function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return inflateSync(bytes);
  } catch {
    return undefined;
  }
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[below(random, values.length)] as T;
}
