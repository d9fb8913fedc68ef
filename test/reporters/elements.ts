import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];

export interface Element {
  name: string;
  attributes: Record<string, string>;
}

/** The elements that a browser makes of a page, in its order, without those that it adds by itself. */
export function elementsIn(page: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node && !['html', 'head', 'body', 'tbody'].includes(node.tagName)) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      found.push({ name: node.tagName, attributes });
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(page));
  return found;
}

/** The text that a reader sees. */
export function textIn(page: string): string {
  const visit = (node: Node): string => {
    if ('value' in node && node.nodeName === '#text') return node.value;
    return 'childNodes' in node ? node.childNodes.map(visit).join('') : '';
  };
  return visit(parse(page));
}
