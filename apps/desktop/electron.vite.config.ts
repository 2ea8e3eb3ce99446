/** Builds the app into `out`: main and core process, preload, renderer. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pdfjsFolder = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));

/** They bring files or threads of their own and stay in node_modules; all else is bundled. */
const EXTERNAL = [
  '@electric-sql/pglite',
  '@napi-rs/canvas',
  'onnxruntime-node',
  'pdfjs-dist',
  'pdfkit',
  'pino',
  'piscina',
  // It looks for `require` itself.
  'utif2',
];

/** What pdf.js asks for by name while it draws. */
const PDFJS_FOLDERS = ['cmaps', 'iccs', 'standard_fonts', 'wasm'];

export default defineConfig({
  main: {
    plugins: [
      viteStaticCopy({
        environment: 'ssr',
        targets: [
          {
            src: at('../../resources/people/people.tsv'),
            dest: 'resources/people',
            rename: { stripBase: true },
          },
          {
            src: at('../../resources/works/works.tsv'),
            dest: 'resources/works',
            rename: { stripBase: true },
          },
          {
            src: at('../../resources/dictionary/terms/*.json'),
            dest: 'resources/dictionary/terms',
            rename: { stripBase: true },
          },
          {
            src: at('../../resources/dictionary/grammar/*.json'),
            dest: 'resources/dictionary/grammar',
            rename: { stripBase: true },
          },
          {
            src: at('../../resources/dictionary/encoder/encoder.onnx'),
            dest: 'resources/dictionary/encoder',
            rename: { stripBase: true },
          },
        ],
      }),
    ],
    build: {
      externalizeDeps: { include: EXTERNAL, exclude: ['@mirubato/core', '@mirubato/domain', 'zod'] },
      rolldownOptions: {
        input: {
          main: at('src/main/main.ts'),
          'core-process': at('src/core-process/core-process.ts'),
          'pdf-worker': at('../../packages/core/src/import/pdf-worker.ts'),
          'model-process': at('../../packages/core/src/dictionary/sentence-model/model-process.ts'),
          'picture-worker': at('../../packages/core/src/import/pictures/picture-worker.ts'),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: at('src/preload/preload.ts'),
        // A sandboxed preload cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    // The lock file holds two patch versions; two copies would not share one provider.
    resolve: { dedupe: ['@mantine/core', '@mantine/hooks'] },
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // Loaded from the disk, not over a network.
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: at('src/renderer/index.html') },
    },
    plugins: [
      react(),
      viteStaticCopy({
        targets: PDFJS_FOLDERS.map((folder) => ({
          src: `${pdfjsFolder}/${folder}/*`,
          dest: `pdfjs/${folder}`,
          rename: { stripBase: true },
        })),
      }),
    ],
  },
});
