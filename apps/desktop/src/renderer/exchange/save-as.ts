/** A browser needs the address until it has begun to save. */
const SAVING_BEGINS_WITHIN_MS = 60_000;

/** Saves a file as the browser does. */
export function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVING_BEGINS_WITHIN_MS);
}
