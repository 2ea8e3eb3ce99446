/** A test restore as lines of JSON while it goes on: where it is, and at last the report or the problem. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result } from '@mirubato/domain/problem';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { TestRestoreLine } from '../client/test-restore-lines.ts';
import type { CoreContext } from '../context.ts';
import {
  removeIfEmpty,
  type TestRestoreOptions,
  type TestRestoreProgress,
  type TestRestoreReport,
  testRestore,
  testRestoreFolder,
} from '../exchange/test-restore.ts';
import { receiveUpload } from '../import/inbox.ts';

/** Whoever stops reading ends the test. */
export function answerTestRestore(
  c: Context,
  run: (options: TestRestoreOptions) => Promise<Result<TestRestoreReport>>,
): Response {
  c.header('Content-Type', 'application/x-ndjson');
  return stream(c, async (lines) => {
    const aborting = new AbortController();
    lines.onAbort(() => aborting.abort());
    const say = (line: TestRestoreLine) => lines.write(`${JSON.stringify(line)}\n`);
    let told: Promise<unknown> = Promise.resolve();
    const onProgress = (progress: TestRestoreProgress) => {
      told = told.then(() => say({ progress }));
    };
    const result = await run({ signal: aborting.signal, onProgress }).catch((cause): Result<never> => {
      return fail('internal', 'The test did not end; nothing was changed.', { cause });
    });
    await told;
    if (aborting.signal.aborted) return;
    const { code, detail } = result.ok ? { code: 'internal' as const, detail: '' } : result.problem;
    await say(result.ok ? { report: result.value } : { problem: { code, detail } });
  });
}

/** No zip can be larger; whether there is room the disk says. */
const MAX_BACKUP_BYTES = Number.MAX_SAFE_INTEGER;

/** For a page that has bytes and no path. They lie beside the data as long as the test goes on. */
export async function testUploadedBackup(
  context: CoreContext,
  body: ReadableStream<Uint8Array>,
  options: TestRestoreOptions,
): Promise<Result<TestRestoreReport>> {
  const folder = join(testRestoreFolder(context.directory), randomUUID());
  const file = join(folder, 'backup.zip');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    options.onProgress({ step: 'receive', done: 0, total: 0 });
    const received = await receiveUpload(body, file, { maxBytes: MAX_BACKUP_BYTES, what: 'A backup' });
    return received.ok ? await testRestore(context, file, options) : received;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await removeIfEmpty(testRestoreFolder(context.directory));
  }
}
