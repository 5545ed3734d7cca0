import type { Page } from 'playwright-core';
import { z } from 'zod';

/** 48 small networks. */
const sweep = {
  name: '48 networks',
  task: 'circle',
  groups: ['trivial'],
  trainers: ['diffusion?steps=2000&width=32&layers=2&frequencies=8&batch=32&samplingSteps=20'],
  sizes: [8, 16, 32, 64, 128, 256],
  replicates: 8,
  testPoints: 400,
  samples: 256,
};

/** How the page fared while networks were being trained. */
export interface Blocking {
  /** Tasks above 50 ms: when each ended, in seconds since the start, and its milliseconds. */
  readonly tasks: readonly (readonly [at: number, milliseconds: number])[];
  /** Seconds that the sweep took. */
  readonly seconds: number;
}

/** For how long each part of the sweep's page is looked at, milliseconds. */
const lookMilliseconds = 4000;

/**
 * For how long the page is blocked while the networks are being trained, from the start of the sweep to its fit, while a user looks at the curve, the losses, the
 * log and the curve again.
 */
export async function blockedWhileTraining(page: Page): Promise<Blocking> {
  await page.evaluate((path) => (window.location.hash = path), '/sweep');
  await page.getByRole('button', { name: 'As JSON' }).click();
  await page.getByLabel('The file that gapscope run takes').fill(JSON.stringify(sweep));
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    const tasks: [number, number][] = [];
    Reflect.set(window, 'gapscopeLongTasks', tasks);
    const began = performance.now();
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        tasks.push([(startTime + duration - began) / 1000, duration]);
    }).observe({ type: 'longtask' });
  });
  const began = performance.now();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const finished = page.locator('[data-testid=sweep-status][data-state=finished]').waitFor({ timeout: 300_000 });
  const parts = page.getByRole('group', { name: 'What is shown' });
  for (const part of ['Losses', 'Log', 'Gap']) {
    await page.waitForTimeout(lookMilliseconds);
    await parts.getByRole('button', { name: part, exact: true }).click();
  }
  await finished;
  const seconds = (performance.now() - began) / 1000;
  await page.waitForTimeout(1500);
  const tasks = z
    .array(z.tuple([z.number(), z.number()]))
    .parse(await page.evaluate((): unknown => Reflect.get(window, 'gapscopeLongTasks')));
  return { tasks, seconds };
}
