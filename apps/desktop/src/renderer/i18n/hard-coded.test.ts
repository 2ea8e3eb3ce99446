/** What a person reads on a screen stands in the texts of a language, not in the code of the screen. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

/** Attributes that a person reads or hears. */
const READ_ATTRIBUTES = new Set(['label', 'title', 'placeholder', 'aria-label', 'alt', 'description']);

/** The same in every language, and why. */
const allowed: readonly { readonly text: RegExp; readonly reason: string }[] = [
  { text: /^Mirubato$/, reason: 'the name of the product' },
  { text: /^\P{L}*\p{L}\P{L}*$/u, reason: 'one letter is a key of the keyboard' },
  { text: /^https?:\/\/\S+$/, reason: 'an address' },
];

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const renderer = fileURLToPath(new URL('..', import.meta.url));

/** Every text with a letter in it that the file has hard-coded. */
function hardCodedTexts(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  expect(errors).toEqual([]);
  const texts: string[] = [];
  visit(program as unknown as Node);
  return texts
    .map((text) => text.trim().replace(/\s+/g, ' '))
    .filter((text) => /\p{L}/u.test(text) && !allowed.some((each) => each.text.test(text)));

  function visit(node: Node): void {
    if (node.type === 'JSXText') texts.push(String(node.value));
    if (node.type === 'JSXExpressionContainer' && isChild(node))
      texts.push(...literals(node.expression as Node));
    if (node.type === 'JSXAttribute') {
      const name = (node.name as Node).name as unknown;
      if (typeof name === 'string' && READ_ATTRIBUTES.has(name) && node.value)
        texts.push(...literals(node.value as Node));
    }
    for (const [key, value] of Object.entries(node)) {
      for (const inner of Array.isArray(value) ? value : [value]) {
        if (isNode(inner))
          visit(node.type === 'JSXAttribute' && key === 'value' ? { ...inner, isValue: true } : inner);
      }
    }
  }
}

/** What an expression may come to, as far as it is written there. */
function literals(node: Node): string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as Node[]).map(({ value }) => (value as { raw: string }).raw);
    case 'JSXExpressionContainer':
      return literals(node.expression as Node);
    case 'ConditionalExpression':
      return [...literals(node.consequent as Node), ...literals(node.alternate as Node)];
    case 'LogicalExpression':
      return [...literals(node.left as Node), ...literals(node.right as Node)];
    default:
      return [];
  }
}

function isChild(node: Node): boolean {
  return node.isValue !== true;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

it('finds what is written into a screen', () => {
  const source = `
    const a = <p title={ok ? 'Yes' : t('no')} className="x">Hello {count} · {'there'} {t('key')} 12</p>;
    const b = <Field label="Name" aria-label={\`Page \${n}\`} value="kept" placeholder={t('x')} alt="" />;`;
  expect(hardCodedTexts('a.tsx', source).sort()).toEqual(['Hello', 'Name', 'Page', 'Yes', 'there']);
});

it.each(globSync('**/*.tsx', { cwd: renderer }).sort())('%s has no text of its own', (file) => {
  expect(hardCodedTexts(file, readFileSync(`${renderer}/${file}`, 'utf8'))).toEqual([]);
});
