import { createHash } from 'node:crypto';
import { forMarkup } from '../../media.js';
import { STYLE } from './style.js';

/**
 * A page of its own: no script, nothing that is loaded, and a policy that allows nothing but this very style, so that
 * what a server said can do nothing even where an escaper failed.
 * @param title as text; `body` and `foot` are markup
 */
export function htmlPage(title: string, body: string, foot: string): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `${[
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${forMarkup(title, 120)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<header><h1>${forMarkup(title, 200)}</h1></header>`,
    `<main>${body}</main>`,
    `<footer><p>${foot}</p></footer>`,
    '</body></html>',
  ].join('\n')}\n`;
}
