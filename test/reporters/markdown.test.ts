import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { forMarkdown } from '../../src/report/media.js';
import { elementsIn, textIn } from './elements.js';
import { nasty, type Reported, reportedOf, textOf } from './hostile.js';

/** As GitHub renders it, raw HTML let through: what its own filter takes out must not be needed. */
async function rendered(reported: Reported): Promise<string> {
  return html(await textOf('markdown', reported));
}

function html(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

describe('Markdown', () => {
  it('has the verdict as its heading, the matrix as a table, and the rest folded', async () => {
    const page = await rendered(await reportedOf('bare-406'));
    const names = elementsIn(page).map(({ name }) => name);
    assert.equal(names[0], 'h3');
    assert.equal(names.filter((name) => name === 'table').length, 1);
    assert.ok(names.includes('details') && names.includes('summary'));
    assert.match(textIn(page), /✅ Correct clients connect; 1 warning/);
  });

  it('makes nothing of what a server said: no element, no link, no picture, no mention', async () => {
    const { report, run } = await reportedOf('faulty');
    const page = await rendered({ report: nasty(report), run });
    const shape = (text: string) =>
      elementsIn(text)
        .map(({ name }) => name)
        .filter((name) => name !== 'code');
    const allowed = new Set(shape(await rendered({ report, run })).concat('pre', 'strong'));
    assert.deepEqual(
      shape(page).filter((name) => !allowed.has(name)),
      [],
    );
    for (const { attributes } of elementsIn(page)) assert.ok(!('href' in attributes || 'src' in attributes));
    assert.match(textIn(page), /<script>alert/);
  });

  it('shows running text as it was written', () => {
    for (const text of [
      'a_b_c *d* <e> & f|g ~h~ $i$ [j](k)',
      '# a',
      '- a',
      '1. a',
      'a @b #1 GH-1 https://c',
      '`a` b `c|d`',
      'odd ` one',
      '\\`',
    ]) {
      const seen = textIn(html(forMarkdown(text)))
        .replaceAll('\u200b', '')
        .trim();
      assert.equal(seen, text.replace(/`([^`]+)`/g, '$1'));
      assert.ok(!elementsIn(html(forMarkdown(text))).some(({ name }) => !['p', 'code'].includes(name)), text);
    }
  });
});
