/** Recognises words in a grey picture with Tesseract, compiled to WebAssembly, inside this thread and without network. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { GreyPicture } from './page-picture.ts';

export interface RecognisedWord {
  readonly text: string;
  /** x, y, width, height in pixels of the picture. */
  readonly box: readonly [number, number, number, number];
  /** 0 to 1, as the recogniser says. */
  readonly confidence: number;
  /** Where the feet of the letters stand, at the word's middle. */
  readonly baseline: number;
  /** Number of the line the recogniser put it in. */
  readonly line: number;
}

export interface WordRecogniser {
  /** Synchronous inside: a second for the head of a page. Words in the recogniser's reading order. */
  recognise(picture: GreyPicture, dpi: number): RecognisedWord[];
}

/** LSTM alone; the language files hold nothing else. */
const OEM_LSTM_ONLY = 1;

/** Fast builds first; the last runs everywhere. */
const BUILDS = ['relaxedsimd-lstm', 'simd-lstm', 'lstm'] as const;

/** `PSM_SPARSE_TEXT`: words wherever they are. A heading is no column of prose. */
const PAGE_SEGMENTATION = '11';

const resolve = createRequire(import.meta.url).resolve;
let kept: { languages: string; recogniser: Promise<WordRecogniser> } | undefined;

/**
 * The thread's recogniser, made at the first call: half a second and some 100 MB, until the thread ends.
 * `languages` are three-letter names of installed language files. Rejects when a file is missing.
 */
export function wordRecogniser(languages: readonly string[]): Promise<WordRecogniser> {
  const names = languages.join('+');
  if (kept?.languages !== names) kept = { languages: names, recogniser: createRecogniser(languages) };
  return kept.recogniser;
}

async function createRecogniser(languages: readonly string[]): Promise<WordRecogniser> {
  const module = await loadCore();
  for (const language of languages) {
    const file = await readFile(
      resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`),
    );
    module.FS.writeFile(`${language}.traineddata`, await promisify(gunzip)(file));
  }
  const api = new module.TessBaseAPI();
  if (api.Init(null, languages.join('+'), OEM_LSTM_ONLY) !== 0)
    throw new Error(`Tesseract does not start with ${languages.join(', ')}.`);
  api.SetVariable('tessedit_pageseg_mode', process.env.PSM ?? PAGE_SEGMENTATION);
  for (const pair of (process.env.TVARS ?? '').split(',').filter(Boolean)) api.SetVariable(...(pair.split('=') as [string, string]));
  return {
    recognise(picture, dpi) {
      // The plainest of the formats that the library reads: a line of numbers before the raw pixels.
      const header = Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`);
      module.FS.writeFile('/picture.pgm', Buffer.concat([header, picture.data]));
      api.SetVariable('user_defined_dpi', String(Math.round(dpi)));
      module.FS.writeFile('/input', Buffer.concat([header, picture.data]));
      if (api.SetImageFile() !== 0) throw new Error('Tesseract does not take the picture.');
      api.Recognize(null);
      const words = wordsOf(JSON.parse(api.GetJSONText()) as TesseractPage);
      api.Clear();
      return words;
    },
  };
}

async function loadCore(): Promise<TesseractModule> {
  for (const build of BUILDS) {
    const path = resolve(`tesseract.js-core/tesseract-core-${build}.js`);
    const wasmBinary = await readFile(path.replace(/js$/, 'wasm'));
    if (!WebAssembly.validate(wasmBinary)) continue;
    const { default: start } = (await import(path)) as { default: TesseractStart };
    return start({ wasmBinary });
  }
  throw new Error('No build of Tesseract runs here.');
}

type TesseractStart = (options: { wasmBinary: Uint8Array }) => Promise<TesseractModule>;

interface TesseractModule {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
  readonly TessBaseAPI: new () => TesseractApi;
}

/** The part of `TessBaseAPI` used here, as the WebAssembly build names it. */
interface TesseractApi {
  Init(dataPath: null, languages: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  /** Reads the file `/input`; 0 when it could. */
  SetImageFile(): number;
  Recognize(monitor: null): number;
  GetJSONText(): string;
  Clear(): void;
}

interface TesseractBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

interface TesseractPage {
  readonly blocks: readonly {
    readonly paragraphs: readonly {
      readonly lines: readonly {
        readonly baseline: TesseractBox;
        readonly words: readonly {
          readonly text: string;
          readonly confidence: number;
          readonly bbox: TesseractBox;
        }[];
      }[];
    }[];
  }[];
}

function wordsOf({ blocks }: TesseractPage): RecognisedWord[] {
  const lines = blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines));
  return lines.flatMap(({ baseline, words }, line) =>
    words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => {
      const slope = (baseline.y1 - baseline.y0) / Math.max(1, baseline.x1 - baseline.x0);
      return {
        text: text.trim(),
        box: [x0, y0, x1 - x0, y1 - y0] as const,
        confidence: confidence / 100,
        baseline: baseline.y0 + ((x0 + x1) / 2 - baseline.x0) * slope,
        line,
      };
    }),
  );
}
