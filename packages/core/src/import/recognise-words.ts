/** Recognises words in a grey picture with Tesseract, compiled to WebAssembly, inside this thread and without network. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { GreyPicture } from './page-picture.ts';

export interface RecognisedWord {
  readonly text: string;
  /** 0 to 1, as the recogniser says. */
  readonly confidence: number;
}

export interface WordRecogniser {
  /** The words of a picture of one line, from left to right. Blocks the thread, some 50 ms for a line. */
  recognise(line: GreyPicture): RecognisedWord[];
  /** The same, with nothing but digits to choose from; says of letters as well that they are digits. */
  recogniseDigits(word: GreyPicture): RecognisedWord[];
}

/** LSTM alone; the language files hold nothing else. */
const OEM_LSTM_ONLY = 1;

/** Fast builds first; the last runs everywhere. */
const BUILDS = ['relaxedsimd-lstm', 'simd-lstm', 'lstm'] as const;

/** `PSM_SINGLE_LINE`: lines are found before, and better than by a recogniser made for columns of prose. */
const PAGE_SEGMENTATION = '7';

/** Not called `require`: the bundle of the app has one. */
const installed = createRequire(import.meta.url);
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
      installed.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`),
    );
    module.FS.writeFile(`${language}.traineddata`, await promisify(gunzip)(file));
  }
  const api = new module.TessBaseAPI();
  if (api.Init(null, languages.join('+'), OEM_LSTM_ONLY) !== 0)
    throw new Error(`Tesseract does not start with ${languages.join(', ')}.`);
  api.SetVariable('tessedit_pageseg_mode', PAGE_SEGMENTATION);
  const recognise = (picture: GreyPicture) => {
    // The plainest of the formats that the library reads: a line of numbers before the raw pixels.
    const header = Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`);
    module.FS.writeFile('/input', Buffer.concat([header, picture.data]));
    if (api.SetImageFile() !== 0) throw new Error('Tesseract does not take the picture.');
    api.Recognize(null);
    const words = wordsOf(JSON.parse(api.GetJSONText()) as TesseractPage);
    api.Clear();
    return words;
  };
  return {
    recognise,
    recogniseDigits(word) {
      api.SetVariable('tessedit_char_whitelist', '0123456789');
      try {
        return recognise(word);
      } finally {
        api.SetVariable('tessedit_char_whitelist', '');
      }
    },
  };
}

async function loadCore(): Promise<TesseractModule> {
  for (const build of BUILDS) {
    const path = installed.resolve(`tesseract.js-core/tesseract-core-${build}.js`);
    const wasmBinary = await readFile(path.replace(/js$/, 'wasm'));
    if (!WebAssembly.validate(wasmBinary)) continue;
    // What it says of lines that it cannot read is nothing to a person.
    return (installed(path) as TesseractStart)({ wasmBinary, printErr: () => undefined });
  }
  throw new Error('No build of Tesseract runs here.');
}

type TesseractStart = (options: {
  wasmBinary: Uint8Array;
  printErr: (text: string) => void;
}) => Promise<TesseractModule>;

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

interface TesseractPage {
  readonly blocks: readonly {
    readonly paragraphs: readonly {
      readonly lines: readonly {
        /** Confidence from 0 to 100. */
        readonly words: readonly { readonly text: string; readonly confidence: number }[];
      }[];
    }[];
  }[];
}

function wordsOf({ blocks }: TesseractPage): RecognisedWord[] {
  return blocks
    .flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines.flatMap(({ words }) => words)))
    .map(({ text, confidence }) => ({ text: text.trim(), confidence: confidence / 100 }));
}
