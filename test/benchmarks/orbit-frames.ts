/**
 * How many pictures a second the Orbits view draws of 16,384 points with their orbits while it turns them, in Chromium and, where GAPSCOPE_TEST_ELECTRON names
 * one, in Electron: `node --import tsx test/benchmarks/orbit-frames.ts [--seconds 5] [--json]`. It says what draws: a graphics card, or the processor.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { OpenApplication } from '../end-to-end/harness/open-application';
import { openInChromium } from '../end-to-end/harness/open-in-chromium';
import { openInElectron } from '../end-to-end/harness/open-in-electron';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});

/** 8,192 training points, 6,144 test points and the 2,048 outputs that are kept. */
const sweep = {
  name: 'Points to turn',
  task: 'torus?dimension=2',
  groups: ['so2'],
  trainers: ['memoriser'],
  sizes: [8192],
  replicates: 1,
  testPoints: 6144,
  samples: 0,
};

interface Frames {
  readonly framesPerSecond: number;
  /** Milliseconds of the slowest picture, and of the one that 19 of 20 are faster than. */
  readonly slowest: number;
  readonly nineteenOfTwenty: number;
}

/** When pictures are drawn, for so many seconds: milliseconds. */
const frameTimes = `(seconds) => new Promise((resolve) => {
  const times = [];
  requestAnimationFrame(function next(time) {
    times.push(time);
    if (time - times[0] < seconds * 1000) requestAnimationFrame(next);
    else resolve(times);
  });
})`;

async function measureIn(name: string, open: () => Promise<OpenApplication>): Promise<void> {
  const application = await open();
  try {
    const { page } = application;
    page.setDefaultTimeout(180_000);
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Sweep', exact: true }).click();
    await page.getByRole('button', { name: 'As JSON' }).click();
    await page.getByLabel('The file that gapscope run takes').fill(JSON.stringify(sweep));
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('[data-testid=sweep-status][data-state=finished]').waitFor();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Orbits', exact: true }).click();
    await page.getByRole('button', { name: sweep.name }).click();
    await page.getByRole('link', { name: /no. 1, finished/ }).click();
    await page.getByTestId('spacing').waitFor();
    const points = await page.getByRole('img', { name: /The space along/ }).getAttribute('aria-label');
    const measure = async (): Promise<Frames> => {
      // As text: what compiles this file puts names of its own into functions, which the page does not know.
      const times = z.array(z.number()).parse(await page.evaluate(`(${frameTimes})(${options.seconds})`));
      const waits = times
        .slice(1)
        .map((at, i) => at - (times[i] ?? at))
        .sort((a, b) => a - b);
      return {
        framesPerSecond: (1000 * waits.length) / ((times.at(-1) ?? 0) - (times[0] ?? 0)),
        slowest: waits.at(-1) ?? 0,
        nineteenOfTwenty: waits[Math.floor(0.95 * (waits.length - 1))] ?? 0,
      };
    };
    /** Moves a point along its orbit. */
    const play = async (): Promise<void> => {
      // The space bar is for whatever button has the focus.
      await page.evaluate('document.activeElement?.blur()');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await page.waitForTimeout(1500);
    };
    const spatial = page.getByRole('button', { name: '3-D', exact: true });
    const drawnBy = z.string().parse(
      await page.evaluate(`(() => {
      const context = document.createElement('canvas').getContext('webgl2');
      const details = context?.getExtension('WEBGL_debug_renderer_info');
      return details ? String(context.getParameter(details.UNMASKED_RENDERER_WEBGL)) : 'no WebGL';
    })()`),
    );
    let turning: Frames | null = null;
    let movingInSpace: Frames | null = null;
    if (await spatial.isEnabled()) {
      await spatial.click();
      await page.getByRole('button', { name: 'Turn', exact: true }).click();
      // The first pictures compile shaders.
      await page.waitForTimeout(1500);
      turning = await measure();
      await page.getByRole('button', { name: 'Stop turning', exact: true }).click();
      await play();
      movingInSpace = await measure();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: '2-D', exact: true }).click();
    }
    await play();
    const moving = await measure();
    if (options.json) console.log(JSON.stringify({ name, points, drawnBy, turning, movingInSpace, moving }));
    else {
      const told = ({ framesPerSecond, slowest, nineteenOfTwenty }: Frames): string =>
        `${framesPerSecond.toFixed(1)} pictures a second (95 % within ${nineteenOfTwenty.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms)`;
      console.log(`\n**${name}** ${points ?? ''}`);
      console.log(`Drawn by: ${drawnBy}`);
      console.log(`Turning in three dimensions: ${turning === null ? 'not possible here' : told(turning)}`);
      console.log(
        `A point moving along its orbit in three dimensions: ${movingInSpace === null ? 'not possible here' : told(movingInSpace)}`,
      );
      console.log(`A point moving along its orbit in two dimensions: ${told(moving)}`);
    }
  } finally {
    await application.close();
  }
}

await measureIn('Chromium', () => openInChromium());
if (process.env['GAPSCOPE_TEST_ELECTRON'] !== undefined) await measureIn('Electron', openInElectron);
