/** Elements as fast-xml-parser gives them when every element is a list: children by name, attributes after "@". */
export interface XmlNode {
  readonly [name: string]: unknown;
}

/** All children of this name, in their order. */
export function all(node: XmlNode | undefined, name: string): XmlNode[] {
  const children = node?.[name];
  if (!Array.isArray(children)) return [];
  // An element with nothing but text is that text.
  return children.map((child) => (typeof child === 'object' && child !== null ? child : { '#text': child }));
}

export function first(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return all(node, name)[0];
}

/**
 * Of the element itself; empty where there is none. A number of a character may stand for one that no text can hold:
 * it becomes a space.
 */
export function textOf(node: XmlNode | undefined): string {
  const text = node?.['#text'];
  const whole = String(Array.isArray(text) ? text.join(' ') : (text ?? ''));
  return whole
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .trim();
}
