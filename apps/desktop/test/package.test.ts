/** Packs the built app with electron-builder against a folder that only looks like Electron. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createPortFetch } from '@mirubato/core/http/message-port';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPdf } from '../../../packages/core/src/import/pdf-document.ts';
import { pdfOfScans, printPage, scanCanvas } from '../../../packages/core/test/import/scan.ts';
import {
  jbig2,
  jpx,
  type PackedPicture,
  pdfOfPictures,
} from '../../../packages/core/test/import/scan-formats.ts';
import { photographedPage } from '../e2e/png-picture.ts';
import { readAddress } from '../src/cli/address.ts';
import { connectToRunning } from '../src/cli/connect.ts';
import { MessageChannelMain, UtilityProcess } from './electron-stand-in/ports.ts';

const root = resolve(import.meta.dirname, '../../..');
const desktop = join(root, 'apps', 'desktop');
const isBuilt = existsSync(join(desktop, 'out', 'main', 'main.js'));

// Nothing to pack: `npm run build` has not been run; `npm test` runs it first.
describe.skipIf(!isBuilt)('the packed app', () => {
  let folder: string;
  let resources: string;
  let archived: Map<string, ArchiveEntry>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mirubato-package-'));
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget('dir'),
      publish: 'never',
      config: {
        extends: join(root, 'electron-builder.yml'),
        electronDist: imitateElectron(join(folder, 'electron')),
        directories: { output: join(folder, 'out') },
      },
    });
    resources = join(folder, 'out', 'linux-unpacked', 'resources');
    archived = readArchive(join(resources, 'app.asar'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the executable has our name', () => {
    expect(existsSync(join(resources, '..', 'mirubato'))).toBe(true);
  });

  test.each([
    'package.json',
    'out/main/main.js',
    'out/main/core-process.js',
    'out/main/model-process.js',
    'out/main/pdf-worker.js',
    'out/main/picture-worker.js',
    'out/main/resources/people/people.tsv',
    'out/main/resources/works/works.tsv',
    'out/main/resources/dictionary/encoder/encoder.onnx',
    'out/main/resources/dictionary/terms/tempo.json',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'out/renderer/pdfjs/cmaps/Adobe-Japan1-UCS2.bcmap',
    'out/renderer/pdfjs/wasm/openjpeg.wasm',
    'out/renderer/pdfjs/standard_fonts/FoxitSymbol.pfb',
    'node_modules/@electric-sql/pglite/package.json',
    'node_modules/@napi-rs/canvas/package.json',
    'node_modules/onnxruntime-common/package.json',
    'node_modules/onnxruntime-node/package.json',
    `node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}/onnxruntime_binding.node`,
    'node_modules/pdfjs-dist/legacy/build/pdf.mjs',
    'node_modules/pdfjs-dist/cmaps/Adobe-Japan1-UCS2.bcmap',
    'node_modules/pdfjs-dist/standard_fonts/FoxitSymbol.pfb',
    'node_modules/pdfjs-dist/wasm/jbig2.wasm',
    'node_modules/pdfjs-dist/wasm/openjpeg.wasm',
    'node_modules/@tesseract.js-data/deu/4.0.0_best_int/deu.traineddata.gz',
    'node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
    'node_modules/libheif-js/LICENSE',
    'node_modules/libheif-js/libheif-wasm/libheif.js',
    'node_modules/libheif-js/libheif-wasm/libheif.wasm',
    'node_modules/pdfkit/package.json',
    'node_modules/pino/package.json',
    'node_modules/piscina/package.json',
    'node_modules/tesseract.js-core/tesseract-core-lstm.js',
    'node_modules/tesseract.js-core/tesseract-core-lstm.wasm',
    'node_modules/tesseract.js-core/tesseract-core-relaxedsimd-lstm.wasm',
  ])('%s is in it', (path) => {
    expect(archived.has(path)).toBe(true);
  });

  test('what the core process opens lies outside the archive, the rest only inside', () => {
    const outside = [...archived].filter(([, { unpacked }]) => unpacked).map(([path]) => path);
    expect(outside).toContain('out/main/core-process.js');
    expect(outside.filter((path) => !/^(?:out\/main|node_modules)(?:\/|$)/.test(path))).toEqual([]);
  });

  test('no sources, tests or workspaces are in it', () => {
    const paths = [...archived.keys()];
    expect(
      paths.filter((path) => /^node_modules\/@mirubato|^src\/|^test\/|^e2e\/|\.tsx?$/.test(path)),
    ).toEqual([]);
  });

  test("the encoder's runtime is this platform's alone", () => {
    const folders = [...archived.keys()].flatMap(
      (path) => /onnxruntime-node\/bin\/napi-v\d+\/(\w+\/\w+)\/.*\.node$/.exec(path)?.[1] ?? [],
    );
    expect(folders).toEqual([`linux/${process.arch}`]);
  });

  test('the built files name no workspace that is not bundled', () => {
    for (const file of ['main.js', 'core-process.js', 'pdf-worker.js', 'picture-worker.js']) {
      const source = readFileSync(join(resources, 'app.asar.unpacked', 'out', 'main', file), 'utf8');
      expect(source).not.toMatch(/(?:from|import\()\s*["']@mirubato\//);
    }
  });

  test('the packed core answers, reads PDFs and makes one of a picture, with the modules packed beside it', async () => {
    const child = UtilityProcess.fork(join(resources, 'app.asar.unpacked', 'out', 'main', 'core-process.js'));
    const ended = new Promise<number>((resolve) => child.once('exit', resolve));
    try {
      const { port1, port2 } = new MessageChannelMain();
      const fetch = createPortFetch(port1);
      const options = { dataDir: join(folder, 'data'), databaseImage: databaseImage(), version: '1.2.3' };
      child.postMessage({ type: 'open', options }, [port2]);
      const ask = async (path: string, init?: RequestInit) =>
        (await fetch(new Request(`app://mirubato/api${path}`, init))).json();
      expect(await ask('/health')).toMatchObject({ status: 'ok', version: '1.2.3', pid: child.pid });
      expect((await ask('/dictionary?q=rit.')).terms[0]).toMatchObject({ id: 'ritardando' });
      // No word of it is in the dictionary: the encoder has found it.
      await expect
        .poll(async () => (await ask('/dictionary?q=sorowfully')).terms.length, { timeout: 60_000 })
        .toBeGreaterThan(0);
      const pdf = join(root, 'packages/core/test/import/fixtures/two-pages.pdf');
      const scans = { jpeg: await scanOf(pdf), jbig2: packedScan(jbig2), jpx: packedScan(jpx) };
      for (const [name, bytes] of Object.entries(scans)) writeFileSync(join(folder, `${name}.pdf`), bytes);
      const paths = [pdf, ...Object.keys(scans).map((name) => join(folder, `${name}.pdf`))];
      const headers = { 'content-type': 'application/json' };
      await ask('/imports', {
        method: 'POST',
        headers,
        body: JSON.stringify({ paths, mode: 'copy' }),
      });
      await expect
        .poll(async () => (await ask('/imports')).jobs.map(({ status }: { status: string }) => status), {
          timeout: 60_000,
        })
        .toEqual(Array(4).fill(expect.stringMatching(/^(?:done|needs-review)$/)));
      // Of the scans nothing else says so: they were unpacked, and their words recognised.
      expect((await ask('/imports')).jobs.map(({ title }: { title: string }) => title)).toEqual(
        Array(4).fill('Lantern Walk'),
      );
      const body = new Uint8Array(photographedPage(1));
      const { picture } = await ask('/imports/pictures/files?name=a.png', { method: 'POST', body });
      const photo = readFileSync(join(root, 'packages/core/test/import/fixtures/corners.heic'));
      const { picture: other } = await ask('/imports/pictures/files?name=b.heic', {
        method: 'POST',
        body: new Uint8Array(photo),
      });
      const pages = [{ pictureId: picture.id, contrast: 'contrast' }, { pictureId: other.id }];
      const { job } = await ask('/imports/pictures', {
        method: 'POST',
        headers,
        body: JSON.stringify({ pages }),
      });
      await expect
        .poll(async () => (await ask(`/imports/${job.id}`)).scoreId, { timeout: 60_000 })
        .toEqual(expect.any(String));
      // The command line reaches the same core, through a socket and not a port.
      const running = await connectToRunning(options.dataDir);
      const scores = await running?.client.api.scores.$get({ query: {} });
      expect((await scores?.json())?.total).toBe(5);
      expect(await readAddress(options.dataDir)).toMatchObject({
        pid: child.pid,
        socket: expect.any(String),
      });
    } finally {
      child.postMessage({ type: 'close' });
      expect(await ended).toBe(0);
    }
  });
});

/** Its first page as a picture. */
async function scanOf(path: string): Promise<Buffer> {
  const opened = await openPdf(new Uint8Array(readFileSync(path)));
  if (!opened.ok) throw new Error(opened.problem.detail);
  const page = await printPage(opened.value.document, 1, 150);
  await opened.value.end();
  return pdfOfScans([await scanCanvas(page, 150)]);
}

/** What unpacks it lies in files of its own. */
function packedScan(picture: PackedPicture): Buffer {
  return pdfOfPictures([{ picture }]);
}

interface ArchiveEntry {
  readonly files?: Readonly<Record<string, ArchiveEntry>>;
  readonly unpacked?: boolean;
}

/** What electron-builder asks of a folder that holds Electron for Linux. */
function imitateElectron(at: string): string {
  mkdirSync(join(at, 'resources'), { recursive: true });
  mkdirSync(join(at, 'locales'));
  for (const file of ['electron', 'LICENSE', 'version', 'locales/en-US.pak'])
    writeFileSync(join(at, file), '');
  chmodSync(join(at, 'electron'), 0o755);
  return at;
}

/** An archive begins with its directory: the size of the JSON in the fourth word, then the JSON (electron/asar). */
function readArchive(path: string): Map<string, ArchiveEntry> {
  const bytes = readFileSync(path);
  const size = bytes.readUInt32LE(12);
  const entries = new Map<string, ArchiveEntry>();
  const walk = ({ files = {} }: ArchiveEntry, folder: string) => {
    for (const [name, entry] of Object.entries(files)) {
      if (!entry.files) entries.set(`${folder}${name}`, entry);
      walk(entry, `${folder}${name}/`);
    }
  };
  walk(JSON.parse(bytes.toString('utf8', 16, 16 + size)) as ArchiveEntry, '');
  return entries;
}

function databaseImage(): string {
  const image = process.env.MIRUBATO_TEST_IMAGE;
  if (!image) throw new Error('the global set-up has made no image');
  return image;
}
