/** The beginning of a text, at most `length` UTF-16 units, with no half of a character that takes two. */
export function cutText(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toWellFormed();
}
