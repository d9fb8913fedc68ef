import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { elementsIn, textIn } from './elements.js';
import { nasty, type Reported, reportedOf, textOf } from './hostile.js';

const faulty: Reported = await reportedOf('faulty');

describe('the HTML page', () => {
  it('shows verdict, matrix, timing and every exchange, request and answer side by side', async () => {
    const page = await textOf('html', faulty);
    const text = textIn(page);
    assert.match(text, /✗ Correct clients connect, but not all is well/);
    const sent = faulty.run.recordings.flatMap(({ flows }) => flows.flatMap(({ exchanges }) => exchanges));
    const elements = elementsIn(page);
    const pairs = elements.filter(({ attributes }) => attributes['class'] === 'pair');
    assert.equal(pairs.length, sent.length);
    assert.equal(elements.filter(({ attributes }) => attributes['class'] === 'bar').length, sent.length);
    assert.equal(elements.filter(({ name }) => name === 'caption').length, 2);
  });

  it('loads nothing and runs nothing: no script, no address, no style but the one that its policy allows', async () => {
    const page = await textOf('html', faulty);
    const elements = elementsIn(page);
    const policy = elements.find(({ attributes }) => attributes['http-equiv'])?.attributes['content'] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'sha256-/);
    assert.ok(policy.includes(createHash('sha256').update(style).digest('base64')));
    assert.ok(
      elements.every(({ name }) => !['script', 'img', 'iframe', 'link', 'object', 'form'].includes(name)),
    );
    for (const { attributes } of elements) {
      assert.deepEqual(
        Object.keys(attributes).filter((name) => /^on|^style$|^src$/.test(name)),
        [],
      );
      if ('href' in attributes) assert.match(attributes['href'] ?? '', /^#target-\d+-x\d+$/);
    }
    assert.doesNotMatch(style, /url\(|@import|https?:/);
  });

  it('has every link lead somewhere, and no id twice', async () => {
    const elements = elementsIn(await textOf('html', faulty));
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    assert.equal(new Set(ids).size, ids.length);
    const links = elements.flatMap(({ attributes }) => attributes['href']?.slice(1) ?? []);
    assert.deepEqual(
      links.filter((link) => !ids.includes(link)),
      [],
    );
  });

  it('is the same page whatever a server said', async () => {
    const { report, run } = faulty;
    const mean = { report: nasty(report), run: { ...run, recordings: nasty(run.recordings) } };
    const page = await textOf('html', mean);
    const shape = (text: string) => elementsIn(text).map(({ name }) => name);
    const plain = await textOf('html', faulty);
    assert.deepEqual([...new Set(shape(page))].sort(), [...new Set(shape(plain))].sort());
    for (const { attributes } of elementsIn(page)) {
      assert.ok(!Object.keys(attributes).some((name) => name.startsWith('on')));
    }
    assert.doesNotMatch(page, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  it('stays small where a server says a megabyte in one line', async () => {
    const { report, run } = faulty;
    const long = structuredClone(run.recordings);
    for (const { outcome } of long.flatMap(({ flows }) => flows.flatMap(({ exchanges }) => exchanges))) {
      if (outcome.kind === 'answer') outcome.body.text = 'x'.repeat(1_000_000);
    }
    const page = await textOf('html', { report, run: { ...run, recordings: long } });
    assert.ok(page.length < 2_000_000, `${page.length}`);
  });
});
