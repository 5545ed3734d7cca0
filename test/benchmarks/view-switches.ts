import type { Page } from 'playwright-core';
import { waitForEngine } from '../end-to-end/harness/open-application';

/** What runs these programs names functions by a helper of its own, which the page has not. */
export const nameless = 'globalThis.__name = (named) => named';

/** One change of view, in milliseconds. */
export interface Switch {
  /** From the click until the view is drawn. */
  readonly milliseconds: number;
  /** The longest that the page was blocked after that, by what the view does once it is there; 0 where never above 50 ms. */
  readonly blocked: number;
}

/** All changes to a view, by the view. */
export type Switches = ReadonlyMap<string, readonly Switch[]>;

/** For what a view does after its first picture. */
const settleMilliseconds = 800;
/** From the opening of the window to the first change of view: its parts are loaded ahead in that time. */
const openedMilliseconds = 2500;

/**
 * From the click on a view's link to its first picture with content: what replaced the view before holds text, and has been drawn. Then for how long the page is
 * blocked at most.
 */
function switchTo(page: Page, path: string): Promise<Switch> {
  return page.evaluate(
    ([to, settle]) =>
      new Promise<Switch>((resolve, reject) => {
        const main = document.querySelector('main');
        const before = main?.firstElementChild;
        const link = document.querySelector<HTMLAnchorElement>(`nav a[href="#${to}"]`);
        if (main === null || link === null) return reject(new Error(`There is no view ${to}.`));
        let blocked = 0;
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) blocked = Math.max(blocked, duration);
        });
        const began = performance.now();
        link.click();
        const look = (): void => {
          const there = main.firstElementChild !== before && main.innerText.trim() !== '';
          if (!there) requestAnimationFrame(look);
          // What the frame after this one begins with has been drawn.
          else requestAnimationFrame(() => setTimeout(drawn));
        };
        const drawn = (): void => {
          const milliseconds = performance.now() - began;
          observer.observe({ type: 'longtask' });
          setTimeout(() => {
            observer.disconnect();
            resolve({ milliseconds, blocked });
          }, settle);
        };
        requestAnimationFrame(look);
      }),
    [path, settleMilliseconds] as const,
  );
}

async function pathsOf(page: Page): Promise<readonly string[]> {
  const links = await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href'))?.slice(1) ?? ''));
}

/**
 * Changes to every view in turn, ending with the one that is shown when the window opens.
 * @param before - what is done before each round
 */
export async function timeSwitches(page: Page, rounds: number, before?: () => Promise<void>): Promise<Switches> {
  const all = new Map<string, Switch[]>();
  for (let round = 0; round < rounds; round++) {
    await before?.();
    const paths = await pathsOf(page);
    for (const path of [...paths.slice(1), ...paths.slice(0, 1)]) {
      const taken = await switchTo(page, path);
      all.set(path.slice(1), [...(all.get(path.slice(1)) ?? []), taken]);
    }
  }
  return all;
}

/** The same in windows that have just been opened, each view for the first time. */
export function timeFirstSwitches(page: Page, rounds: number): Promise<Switches> {
  return timeSwitches(page, rounds, async () => {
    await page.reload();
    await waitForEngine(page);
    await page.evaluate(nameless);
    await page.waitForTimeout(openedMilliseconds);
  });
}
