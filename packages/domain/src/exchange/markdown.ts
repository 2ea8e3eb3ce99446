/** Records as Markdown that a person reads: one heading for each, what is not known is not named. */
import type { ReadableRow } from './readable-rows.ts';

/**
 * A section with its title, its facts as a list, and a long text quoted below, so that headings inside of it stay
 * its own.
 * @param facts null and empty ones are left out
 */
export function markdownSection(section: {
  readonly level: number;
  readonly title: string;
  readonly facts: ReadableRow;
  readonly text?: string | null | undefined;
}): string {
  const lines = [`${'#'.repeat(section.level)} ${plain(section.title)}`, ''];
  const facts = Object.entries(section.facts).filter(([, value]) => value !== null && value !== '');
  for (const [name, value] of facts) lines.push(`- ${capitalised(name)}: ${plain(String(value))}`);
  if (facts.length > 0) lines.push('');
  if (section.text?.trim()) lines.push(...quoted(section.text), '');
  return lines.join('\n');
}

/** In one line, with nothing in it that Markdown or HTML would take as its own. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}

function quoted(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .trimEnd()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd());
}

function capitalised(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
