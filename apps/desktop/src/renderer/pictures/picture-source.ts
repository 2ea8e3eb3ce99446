/** Where pictures come from: files of this browser, or paths on the computer of the core. */
import { readProblem } from '@mirubato/core/client';
import type { Picture } from '@mirubato/domain/import';
import { ProblemError } from '@mirubato/domain/problem';
import { type Api, answer } from '../app/api.ts';

export interface PictureSource {
  readonly name: string;
  /** Gives the picture to the core. Rejects with a ProblemError, or the signal's reason. */
  bring(api: Api, signal: AbortSignal): Promise<Picture>;
}

export function sourceOfFile(file: File): PictureSource {
  return {
    name: file.name,
    async bring({ connection: { baseUrl, token, fetch } }, signal) {
      const query = new URLSearchParams({ name: file.name });
      const response = await fetch(`${baseUrl}/api/imports/pictures/files?${query}`, {
        method: 'POST',
        body: file,
        headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
        signal,
      });
      if (!response.ok) throw new ProblemError(await readProblem(response));
      return ((await response.json()) as { picture: Picture }).picture;
    },
  };
}

export function sourceOfPath(path: string): PictureSource {
  return {
    name: path.split(/[\\/]/).at(-1) ?? path,
    async bring({ client }, signal) {
      const request = client.api.imports.pictures.paths.$post(
        { json: { paths: [path] } },
        { init: { signal } },
      );
      const [picture] = (await answer(request)).pictures;
      if (!picture) throw new Error(`no picture of ${path}`);
      return picture;
    },
  };
}
