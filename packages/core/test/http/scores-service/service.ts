/** A core with the original's scores service, and scores in it. */
import { readFile } from 'node:fs/promises';
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { expect } from 'vitest';
import type { CoreOptions } from '../../../src/core.ts';
import { openTestCore } from '../../temporary.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what the service answers is what is being tested
  readonly body: any;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

const TWO_PAGES = new URL('../../import/fixtures/two-pages.pdf', import.meta.url);

/** The same pages in other bytes for each remark. */
export async function pdf(remark = ''): Promise<Buffer> {
  const bytes = await readFile(TWO_PAGES);
  return remark === '' ? bytes : Buffer.concat([bytes, Buffer.from(`\n%${remark}\n`)]);
}

export async function pdfUrl(remark = ''): Promise<string> {
  return `data:application/pdf;base64,${(await pdf(remark)).toString('base64')}`;
}

export async function openService(options: Partial<CoreOptions> = {}) {
  const { core } = await openTestCore(options);
  const send = (path: string, init?: RequestInit) =>
    Promise.resolve(core.fetch(new Request(`http://mirubato.invalid${path}`, init)));
  const answer = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const json = (method: string, body: unknown): RequestInit =>
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const call: Call = async (method, path, body) =>
    answer(await send(`/api/scores-service${path}`, json(method, body)));
  /** Our own interface. */
  const own: Call = async (method, path, body) => answer(await send(`/api${path}`, json(method, body)));
  const service = (path: string, init?: RequestInit) => send(`/api/scores-service${path}`, init);
  return { call, own, service, addScore };

  /** Takes a PDF in through our own interface. @returns the score's id */
  async function addScore(remark = '', fileName = 'two pages.pdf'): Promise<string> {
    const upload = await send(`/api/imports/files?name=${encodeURIComponent(fileName)}`, {
      method: 'POST',
      body: new Uint8Array(await pdf(remark)),
    });
    const { job } = (await upload.json()) as { job: ImportJob };
    let ended = job;
    await expect
      .poll(
        async () => {
          ended = (await own('GET', `/imports/${job.id}`)).body;
          return isOpen(ended.status);
        },
        { timeout: 30_000 },
      )
      .toBe(false);
    return ended.scoreId ?? '';
  }
}

export function refused(status: number, error: string) {
  return { status, body: { success: false, error, code: status } };
}
