import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { renderFleetHtml } from '../../src/report/formats/fleet/html.js';
import { fleetReport } from '../fleet/lines.js';
import { nasty, reportedOf, textOf } from '../reporters/hostile.js';
import { chromiumPath } from './chromium.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 1280];
const LOOKS = [
  { media: 'screen', colorScheme: 'light' },
  { media: 'screen', colorScheme: 'dark' },
  { media: 'print', colorScheme: 'light' },
] as const;

const browserPath = chromiumPath();
const skip = browserPath === null && 'chromium is missing';

describe('the HTML page in Chromium', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-accept-html-'));
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  for (const [name, persona, mean] of [
    ['a faulty server', 'faulty', false],
    ['a healthy server', 'strict', false],
    ['a server that is unreachable for its clients', 'bare-406', false],
    ['a hostile server', 'faulty', true],
  ] as const) {
    it(`shows ${name} at ${WIDTHS.join(' and ')} pixels, light, dark and in print`, async () => {
      const { report, run } = await reportedOf(persona);
      const reported = mean
        ? { report: nasty(report), run: { ...run, recordings: nasty(run.recordings) } }
        : { report, run };
      const file = join(folder, `${persona}-${mean}.html`);
      writeFileSync(file, await textOf('html', reported));
      for (const width of WIDTHS) {
        for (const look of LOOKS) await assertWell(browser, file, width, look);
      }
    });
  }

  for (const mean of [false, true]) {
    it(`shows a fleet${mean ? ' of hostile servers' : ''} in the same ways`, async () => {
      const report = fleetReport();
      const file = join(folder, `fleet-${mean}.html`);
      writeFileSync(file, renderFleetHtml(mean ? nasty(report) : report));
      for (const width of WIDTHS) {
        for (const look of LOOKS) await assertWell(browser, file, width, look);
      }
    });
  }

  it('is used with the keyboard: every exchange opens, and what has the focus is seen', async () => {
    const file = join(folder, 'keyboard.html');
    writeFileSync(file, await textOf('html', await reportedOf('faulty')));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const summaries = await page.locator('summary').count();
    assert.ok(summaries > 0);
    await page.keyboard.press('Tab');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    assert.notEqual(outline, 'none');
    await page.locator('summary').first().focus();
    const isOpen = () =>
      page
        .locator('details')
        .first()
        .evaluate((it) => it.hasAttribute('open'));
    const was = await isOpen();
    await page.keyboard.press('Enter');
    assert.equal(await isOpen(), !was);
    await page.close();
  });
});

/** Nothing is logged, nothing but the file is asked for, nothing stands out of the page, and axe finds nothing. */
async function assertWell(
  browser: Browser,
  file: string,
  width: number,
  { media, colorScheme }: (typeof LOOKS)[number],
): Promise<void> {
  const said: string[] = [];
  const asked: string[] = [];
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.emulateMedia({ media, colorScheme });
  await page.goto(pathToFileURL(file).href);
  const where = `${file} at ${width}, ${media}, ${colorScheme}`;
  assert.deepEqual(asked, [pathToFileURL(file).href], where);
  assert.ok(
    await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
    `${where} is too wide`,
  );
  assert.deepEqual(await seriousIn(page), [], where);
  // A word of ours in a heading is never broken into its letters: a table that does not fit can be scrolled.
  const broken = await page.evaluate<string[]>(
    '[...document.querySelectorAll("thead th")].filter((it) => it.getBoundingClientRect().height > 80).map((it) => it.textContent)',
  );
  assert.deepEqual(broken, [], where);
  assert.deepEqual(said, [], where);
  if (media === 'print') assert.ok((await page.pdf()).length > 1000);
  await page.close();
}

/** What axe-core calls serious or critical: the rule, and what it is about. */
async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}
