/** Walks the import graph: who may know whom, as ARCHITECTURE.md says. A failure prints the offending edges. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, it } from 'vitest';

interface Edge {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path from the root for a relative import. */
  readonly target: string | undefined;
  readonly isTypeOnly: boolean;
}

const root = dirname(import.meta.dirname);
const IMPORT =
  /^(?:import|export)\s(?:([^'";=]*?)\bfrom\s*)?'([^']+)'|^\}\s*from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

const rooms = ['packages/domain', 'packages/core', 'apps/desktop', 'apps/relay'] as const;
const files = globSync(
  rooms.map((room) => `${room}/src/**/*.{ts,tsx}`),
  { cwd: root },
).map((path) => path.replaceAll('\\', '/'));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const edges = files.flatMap(edgesOf);

function edgesOf(from: string): Edge[] {
  return [...(sources.get(from) ?? '').matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? '';
    const isRelative = specifier.startsWith('.');
    const target = isRelative ? normalize(join(dirname(from), specifier)).replaceAll('\\', '/') : undefined;
    return { from, specifier, target, isTypeOnly: /^\s*type\b/.test(match[1] ?? '') };
  });
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.endsWith('/fake-electron.ts');
}

function offending(isWrong: (edge: Edge) => boolean): string[] {
  return edges.filter(isWrong).map(({ from, specifier }) => `${from} -> ${specifier}`);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function dependenciesOf(folder: string): Set<string> {
  const { name, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  return new Set([name, ...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]);
}

it('sees the whole graph', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(edges.length).toBeGreaterThan(files.length);
});

it('no relative import leaves its room', () => {
  const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/src/`));
  expect(
    offending(({ from, target }) => !isTest(from) && target !== undefined && roomOf(from) !== roomOf(target)),
  ).toEqual([]);
});

it('domain is pure: no Node, no core, no interface, no clock, no randomness', () => {
  const inDomain = (path: string) => path.startsWith('packages/domain/') && !isTest(path);
  const impure = /^(?:node:|electron|react|hono|@mirubato\/core|@electric-sql|pdfjs)/;
  expect(offending(({ from, specifier }) => inDomain(from) && impure.test(specifier))).toEqual([]);
  const ambient = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.|\bprocess\.|\bfetch\(/;
  expect(files.filter((file) => inDomain(file) && ambient.test(sources.get(file) ?? ''))).toEqual([]);
});

it('core knows neither Electron nor React nor the app', () => {
  const foreign = /^(?:electron|react|@mantine|@mirubato\/(?:desktop|relay))/;
  const isWrong = ({ from, specifier }: Edge) => from.startsWith('packages/core/') && foreign.test(specifier);
  expect(offending(isWrong)).toEqual([]);
});

it('the renderer knows the domain and the client of core, and nothing of Node', () => {
  const isWrong = ({ from, specifier, target }: Edge) =>
    from.startsWith('apps/desktop/src/renderer/') &&
    !isTest(from) &&
    (/^(?:node:|electron$)/.test(specifier) ||
      (specifier.startsWith('@mirubato/core') && specifier !== '@mirubato/core/client') ||
      (target !== undefined && !target.startsWith('apps/desktop/src/renderer/')));
  expect(offending(isWrong)).toEqual([]);
});

it('apps do not import each other', () => {
  const isWrong = ({ from, specifier }: Edge) =>
    from.startsWith('apps/') && /^@mirubato\/(?:desktop|relay)/.test(specifier);
  expect(offending(isWrong)).toEqual([]);
});

it('only main and preload import electron', () => {
  const isWrong = ({ from, specifier }: Edge) =>
    specifier === 'electron' && !/^apps\/desktop\/src\/(?:main|preload)\//.test(from);
  expect(offending(isWrong)).toEqual([]);
});

it('every room names what it imports among its own dependencies', () => {
  const wrong = rooms.flatMap((room) => {
    const known = dependenciesOf(room);
    return offending(
      ({ from, specifier, target }) =>
        from.startsWith(`${room}/`) &&
        !isTest(from) &&
        target === undefined &&
        !specifier.startsWith('node:') &&
        !known.has(packageName(specifier)),
    );
  });
  expect(wrong).toEqual([]);
});

it('has no cycle of imports at run time', () => {
  const targets = new Map<string, string[]>();
  for (const { from, target, isTypeOnly } of edges) {
    if (target !== undefined && !isTypeOnly && sources.has(target)) {
      targets.set(from, [...(targets.get(from) ?? []), target]);
    }
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].map((step) => relative('.', step)).join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});
