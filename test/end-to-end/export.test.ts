import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './harness/accessibility-problems';
import { applications } from './harness/applications';
import { screenshot } from './harness/screenshot';
import { useApplication } from './harness/use-application';

const minutes = 60_000;

/** The inflated streams of a PDF, one after the other, with what stands between them. */
function pdfText(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const parts: string[] = [text];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length;
    try {
      parts.push(inflateSync(bytes.subarray(from, text.indexOf('endstream', from))).toString('latin1'));
    } catch {
      // Not compressed.
    }
  }
  return parts.join('\n');
}

function pngSize(bytes: Buffer): [number, number] {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

async function openMenu(page: Page): Promise<void> {
  const panel = page.getByRole('dialog', { name: 'Export', exact: true });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: 'Export', exact: true }).click();
  await panel.waitFor();
}

describe.each(applications)('in %s', (name, open) => {
  const application = useApplication(open);

  it('measures something to hand out', { timeout: 5 * minutes }, async () => {
    const { page } = application();
    await page.getByRole('button', { name: 'Measure the MNIST digits' }).click();
    await page.getByTestId('dimension').waitFor({ timeout: 3 * minutes });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await openMenu(page);
      await screenshot(page, `export in ${name} ${colorScheme}`);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  async function save(button: string, file: string): Promise<Buffer> {
    const { page, folder, download } = application();
    await openMenu(page);
    const path = join(folder, file);
    await download(() => page.getByRole('button', { name: button, exact: true }).click(), path);
    return readFileSync(path);
  }

  it('makes a PDF of the asked size with its font inside and its words as text', async () => {
    const { page, problems } = application();
    await openMenu(page);
    await page.getByLabel('Size', { exact: true }).selectOption('single');
    await page.getByLabel('Title', { exact: true }).fill('R² − Ω/χ ± σ ∞');
    const pdf = await save('PDF', 'figure.pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const text = pdfText(pdf);
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
    // 85 mm by 70 mm in points.
    expect(Number(box?.[1])).toBeCloseTo((85 / 25.4) * 72, 1);
    expect(Number(box?.[2])).toBeCloseTo((70 / 25.4) * 72, 1);
    expect(text).toMatch(/\/FontFile2 \d+ 0 R/);
    expect(text).toContain('/Identity-H');
    // No letter in a font that is not inside, and no picture of dots.
    expect(text).not.toMatch(/\/BaseFont \/(Helvetica|Times|Courier)/);
    expect(text).not.toContain('/Subtype /Image');
    // What the letters mean, so that they can be searched and copied: the title's signs among them.
    for (const sign of ['²', '−', 'Ω', 'χ', '±', 'σ', '∞'])
      expect(text.toLowerCase()).toContain(`<${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}>`);
    expect(problems).toEqual([]);
  });

  it('makes pictures of the asked size', async () => {
    const { page } = application();
    await openMenu(page);
    expect(pngSize(await save('PNG 2×', 'figure-2.png'))).toEqual([2 * 321, 2 * 265]);
    expect(pngSize(await save('PNG 4×', 'figure-4.png'))).toEqual([4 * 321, 4 * 265]);
    await page.getByLabel('Size', { exact: true }).selectOption('custom');
    await page.getByLabel('Unit', { exact: true }).selectOption('px');
    await page.getByLabel('Width', { exact: true }).fill('640');
    await page.getByLabel('Height', { exact: true }).fill('480');
    expect(pngSize(await save('PNG 2×', 'figure-own.png'))).toEqual([1280, 960]);
    await page.getByLabel('Width', { exact: true }).fill('10');
    await page.getByText('between 30 mm and 1 m').waitFor();
    expect(await page.getByRole('button', { name: 'PDF', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Size', { exact: true }).selectOption('double');
  });

  it('makes an SVG that is well-formed, with the title as text whatever it holds', async () => {
    const { page } = application();
    await openMenu(page);
    await page.getByLabel('Title', { exact: true }).fill('<script>alert("1")</script> & R²');
    const svg = (await save('SVG', 'figure.svg')).toString();
    const found = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        errors: parsed.getElementsByTagName('parsererror').length,
        scripts: parsed.getElementsByTagName('script').length,
        width: parsed.documentElement.getAttribute('width'),
        words: [...parsed.getElementsByTagName('text')].map((one) => one.textContent),
      };
    }, svg);
    expect(found).toMatchObject({ errors: 0, scripts: 0, width: '180mm' });
    expect(found.words).toContain('<script>alert("1")</script> & R²');
    expect(found.words).toContain('training-set size n');
    await page.getByLabel('Title', { exact: true }).fill('');
  });

  it('hands out the numbers', async () => {
    const csv = (await save('CSV', 'curve.csv')).toString();
    expect(csv.split('\r\n')[0]).toMatch(/^source,.*curve,n,gap,standardError,.*fit\.dimension/);
    const json: unknown = JSON.parse((await save('JSON', 'curve.json')).toString());
    expect(json).toHaveProperty('measured');
    expect((await save('LaTeX', 'fits.tex')).toString()).toContain('\\toprule');
  });
});
