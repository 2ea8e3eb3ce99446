/** Pictures as phones write them: libheif, compiled to WebAssembly, inside this thread and without network. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MAX_PICTURE_PIXELS } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import type { MainModule } from 'libheif-js/libheif-wasm/libheif.js';
import type { OpenPicture } from './picture-file.ts';
import { checkSize } from './picture-size.ts';

interface Heif {
  /** The C interface; what is passed and given are places in its memory. */
  readonly library: MainModule;
  /** Room for the error of a call (`struct heif_error`: code, subcode, text), then for what the call gives. */
  readonly error: number;
  readonly output: number;
}

/** ISO 23008-12 and what Apple writes: the brand of a file of pictures in HEVC. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** `heif.h`, by its numbers. */
const ERROR = { unsupportedFile: 3, unsupportedFeature: 4, missingCodec: 11 } as const;
const COLOURS_RGB = 1;
const INTERLEAVED_RGBA = 11;
const CHANNEL_INTERLEAVED = 10;

const STRIP_ROWS = 256;

const DAMAGED = 'The HEIC cannot be read.';

/** Not called `require`: the bundle of the app has one. */
const installed = createRequire(import.meta.url);
let kept: Heif | undefined;

export function isHeic(bytes: Buffer): boolean {
  return bytes.toString('latin1', 4, 8) === 'ftyp' && HEIC_BRANDS.includes(bytes.toString('latin1', 8, 12));
}

/**
 * The picture that the file names as its first; others beside it (thumbnails, depth) are none. It lies as the file's own
 * rotation says, and EXIF is not asked: writers say the same there once more. The first call of a thread takes
 * some 50 ms and 17 MB. Problems: as of `openPicture`.
 */
export function openHeic(bytes: Buffer): Result<OpenPicture> {
  const checked = withPicture(bytes, ({ library }, handle) =>
    checkSize(library._heif_image_handle_get_width(handle), library._heif_image_handle_get_height(handle)),
  );
  if (!checked.ok) return checked;
  return ok({ kind: 'heic', bytes, pageCount: 1, draw: async () => withPicture(bytes, drawPicture) });
}

/** Nothing of the picture is held afterwards. */
function withPicture<T>(bytes: Buffer, work: (heif: Heif, handle: number) => Result<T>): Result<T> {
  kept ??= startHeif();
  try {
    return openWithin(kept, bytes, work);
  } catch (cause) {
    // Its memory is in a state that nobody knows; the next picture gets another.
    kept = undefined;
    return fail('picture-damaged', DAMAGED, { cause: String(cause) });
  }
}

function startHeif(): Heif {
  const path = installed.resolve('libheif-js/libheif-wasm/libheif.js');
  const start = installed(path) as (options: object) => MainModule;
  const library = start({
    wasmBinary: readFileSync(path.replace(/js$/, 'wasm')),
    // What it says of pictures that it cannot read is nothing to a person.
    print: () => undefined,
    printErr: () => undefined,
  });
  const error = allocate(library, 16);
  return { library, error, output: error + 12 };
}

function openWithin<T>(
  heif: Heif,
  bytes: Buffer,
  work: (heif: Heif, handle: number) => Result<T>,
): Result<T> {
  const { library } = heif;
  const source = allocate(library, bytes.length);
  library.HEAPU8.set(bytes, source);
  const context = library._heif_context_alloc();
  try {
    // For what the pictures in it say of themselves, whatever the file says of them.
    library._heif_context_set_maximum_image_size_limit(context, Math.sqrt(MAX_PICTURE_PIXELS));
    const read = called(heif, (error) =>
      library._heif_context_read_from_memory_without_copy(error, context, source, bytes.length, 0),
    );
    if (!read.ok) return read;
    const handle = called(heif, (error, output) =>
      library._heif_context_get_primary_image_handle(error, context, output),
    );
    if (!handle.ok) return handle;
    const worked = work(heif, handle.value);
    library._heif_image_handle_release(handle.value);
    return worked;
  } finally {
    library._heif_context_free(context);
    library._free(source);
  }
}

/** What the call has put into `output`. Problems: `not-a-picture` (another codec), `picture-damaged`. */
function called(
  { library, error, output }: Heif,
  call: (error: number, output: number) => void,
): Result<number> {
  call(error, output);
  const [code, subcode] = library.HEAP32.subarray(error >> 2);
  if (code === 0) return ok(library.HEAPU32[output >> 2]);
  const isOfAnotherKind = Object.values<number>(ERROR).includes(code);
  if (isOfAnotherKind) return fail('not-a-picture', 'HEIF of this kind is not read.');
  return fail('picture-damaged', DAMAGED, { cause: `libheif says ${code}, ${subcode}` });
}

function drawPicture(heif: Heif, handle: number): Result<Canvas> {
  const { library } = heif;
  const image = called(heif, (error, output) =>
    library._heif_decode_image(error, handle, output, COLOURS_RGB, INTERLEAVED_RGBA, 0),
  );
  if (!image.ok) return image;
  const canvas = copyOf(heif, image.value);
  library._heif_image_release(image.value);
  return ok(canvas);
}

/** In strips, so that its pixels are not held three times. */
function copyOf({ library, output }: Heif, image: number): Canvas {
  const width = library._heif_image_get_width(image, CHANNEL_INTERLEAVED);
  const height = library._heif_image_get_height(image, CHANNEL_INTERLEAVED);
  const start = library._heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, output);
  const strideBytes: number = library.HEAP32[output >> 2];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    const pixels = new Uint8ClampedArray(width * rows * 4);
    for (let row = 0; row < rows; row += 1) {
      const at = start + (top + row) * strideBytes;
      pixels.set(library.HEAPU8.subarray(at, at + width * 4), row * width * 4);
    }
    context.putImageData(new ImageData(pixels, width, rows), 0, top);
  }
  return canvas;
}

/** Nothing may be written to the beginning of its memory. */
function allocate(library: MainModule, sizeBytes: number): number {
  const at = library._malloc(sizeBytes);
  if (at === 0) throw new Error('libheif has no more memory.');
  return at;
}
