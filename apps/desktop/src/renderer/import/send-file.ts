import type { Connection } from '@mirubato/core/client';
import { type ProblemCode, ProblemError, problemTable } from '@mirubato/domain/problem';

export interface FileToSend {
  readonly file: File;
  readonly connection: Connection;
  readonly signal: AbortSignal;
  readonly onSent: (sentBytes: number) => void;
}

/**
 * Sends one file's bytes to be imported. By XMLHttpRequest, since fetch does not tell how much has been sent.
 * Rejects with a ProblemError; `file-unreadable` when the file cannot be read any more.
 */
export function sendFile({ file, connection, signal, onSent }: FileToSend): Promise<void> {
  const { baseUrl, token } = connection;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${baseUrl}/api/imports/files?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader('Content-Type', 'application/pdf');
    if (token !== undefined) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new ProblemError(problemOf(request.responseText)));
    };
    request.onerror = () =>
      reject(new ProblemError({ code: 'file-unreadable', detail: 'The file could not be read or sent.' }));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function problemOf(body: string): { code: ProblemCode; detail: string } {
  try {
    const { code, detail } = JSON.parse(body) as { code?: string; detail?: string };
    if (code !== undefined && code in problemTable)
      return { code: code as ProblemCode, detail: detail ?? '' };
  } catch {
    // What is no problem document is told as one of our own.
  }
  return { code: 'internal', detail: body.slice(0, 200) };
}
