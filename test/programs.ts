import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { type AnyNode, parse } from 'acorn';
import { packageRoot } from '../src/packageRoot.js';

/** A file of `src/`, as it was built. */
export interface Program {
  /** Its path in `src/`, as it was written: `observe/run.ts`. */
  file: string;
  tree: AnyNode;
}

/** Every program of a folder of `src/`, without tests and what belongs to them. */
export function programsIn(folder: string): Program[] {
  const root = join(packageRoot, 'build', 'src', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.js$/.test(file) && !/\.(test|fixture)\.js$/.test(file))
    .map((file) => ({
      file: normalize(join(folder, file)).replace(/\.js$/, '.ts'),
      tree: parsed(readFileSync(join(root, file), 'utf8')),
    }));
}

export function parsed(program: string): AnyNode {
  return parse(program, { ecmaVersion: 'latest', sourceType: 'module' });
}

/** Every node of a program, from the outside in. @param enters false: what is below a node is left out, and the node too */
export function nodesOf(tree: AnyNode, enters: (node: AnyNode) => boolean = () => true): AnyNode[] {
  const found: AnyNode[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (!isNode(node) || !enters(node)) return;
    found.push(node);
    for (const part of Object.values(node)) visit(part);
  };
  visit(tree);
  return found;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
