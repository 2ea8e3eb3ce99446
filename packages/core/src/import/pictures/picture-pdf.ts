/** Writes a PDF whose pages are pictures: the same pictures give the same bytes. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { PageRotation } from '@mirubato/domain/import';
import PDFDocument from 'pdfkit';
import type { PageImage } from './page-image.ts';

export interface PicturePdf {
  addPage(image: PageImage, rotation: PageRotation): Promise<void>;
  /** Of what was written so far. */
  sizeBytes(): number;
  /** Rejects when the file could not be written. On disk when it resolves. */
  end(): Promise<void>;
  /** Closes the file, whose content is of no use then. */
  discard(): Promise<void>;
}

/** The longer side of A4: a photograph does not say how large the page was. */
const LONG_SIDE_PT = 841.89;

/** ISO 32000, annex C: viewers show nothing smaller. */
const MIN_SIDE_PT = 3;

export function createPicturePdf(path: string): PicturePdf {
  const document = new PDFDocument({
    autoFirstPage: false,
    // All that pictures need; with a later one the library writes metadata, dates among them.
    pdfVersion: '1.3',
    // No words, no fonts.
    font: '',
    info: { Producer: 'Mirubato', Creator: 'Mirubato', CreationDate: new Date(0) },
  });
  // The library asks for it, for the file's id too, but writes only what it can list: no file says 1970.
  Object.defineProperty(document.info, 'CreationDate', { enumerable: false });
  const file = createWriteStream(path, { flush: true });
  const written = finished(file);
  // Told by whoever waits for the end; before, nobody does.
  written.catch(() => undefined);
  document.pipe(file);

  return {
    async addPage(image, rotation) {
      const drawable = image.kind === 'jpeg' ? openJpeg(image.bytes) : pixelsObject(image);
      const [widthPt, heightPt] = sizePt(drawable);
      document.addPage({ size: [widthPt, heightPt], margin: 0 });
      Object.assign(document.page.dictionary.data, rotation !== 0 && { Rotate: rotation });
      document.image(drawable as never, 0, 0, { width: widthPt, height: heightPt });
      document.flushPages();
      // One page at a time is held in memory.
      if (file.writableNeedDrain) await Promise.race([once(file, 'drain'), written]);
    },
    sizeBytes: () => file.bytesWritten + file.writableLength,
    async end() {
      document.end();
      await written;
    },
    async discard() {
      document.unpipe(file);
      file.destroy();
      await written.catch(() => undefined);
    },
  };

  /** Its bytes as they are; how it is to be turned (EXIF) becomes part of its drawing. Missing in the types. */
  function openJpeg(bytes: Buffer): Drawable {
    return (document as unknown as { openImage(bytes: Buffer): Drawable }).openImage(bytes);
  }

  function pixelsObject({ width, height, colours, bitsPerColour, deflated }: PageImage & { kind: 'pixels' }) {
    const object = document.ref({
      Type: 'XObject',
      Subtype: 'Image',
      Width: width,
      Height: height,
      ColorSpace: colours,
      BitsPerComponent: bitsPerColour,
      Filter: 'FlateDecode',
    });
    object.end(deflated);
    // What the library makes of a picture it has opened.
    return { label: 'I', width, height, obj: object };
  }
}

interface Drawable {
  readonly width: number;
  readonly height: number;
  /** As EXIF counts; beyond 4 the sides change places. */
  readonly orientation?: number;
}

function sizePt(image: Drawable): [number, number] {
  const isTurned = (image.orientation ?? 1) > 4;
  const [width, height] = isTurned ? [image.height, image.width] : [image.width, image.height];
  const ptPerPx = LONG_SIDE_PT / Math.max(width, height);
  return [Math.max(MIN_SIDE_PT, width * ptPerPx), Math.max(MIN_SIDE_PT, height * ptPerPx)];
}
