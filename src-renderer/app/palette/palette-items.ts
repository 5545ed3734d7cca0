import type { SweepDeclaration, SweepSummary } from '#contract/sweep';
import type { Action } from '../actions/action';
import { menuTitles } from '../actions/menu-model';
import { fuzzyMatch } from './fuzzy-match';

/** Something that the palette offers. */
export interface PaletteItem {
  readonly id: string;
  /** What it is: the menu that it stands in, a preset, a sweep. */
  readonly kind: string;
  readonly title: string;
  /** More about it; not searched. */
  readonly detail: string;
  readonly accelerator?: string;
  run(): void | Promise<void>;
}

/** An item that matches what was typed, with the letters of its title that do. */
export interface FoundItem extends PaletteItem {
  readonly letters: readonly number[];
}

/** What can be done now; not the palette itself. */
export function actionItems(actions: readonly Action[], run: (action: Action) => Promise<void>): PaletteItem[] {
  return actions
    .filter(({ id, enabled }) => enabled && id !== 'view.palette')
    .map((action) => ({
      ...{ id: action.id, kind: menuTitles[action.menu], detail: action.hint ?? '' },
      title: action.submenu === undefined ? action.title : `${action.submenu}: ${action.title}`,
      ...(action.accelerator === undefined ? {} : { accelerator: action.accelerator }),
      run: () => run(action),
    }));
}

interface Preset {
  readonly id: string;
  readonly declaration: SweepDeclaration;
  readonly summary: string;
}

/** Sweeps that come with Gapscope, to be put into the form. */
export function presetItems(presets: readonly Preset[], use: (declaration: SweepDeclaration) => Promise<void>) {
  return presets.map(({ id, declaration, summary }): PaletteItem => ({
    ...{ id: `preset:${id}`, kind: 'Preset', title: declaration.name, detail: summary },
    run: () => use(declaration),
  }));
}

/** Stored sweeps, to be opened. */
export function sweepItems(sweeps: readonly SweepSummary[], open: (id: string) => Promise<void>): PaletteItem[] {
  return sweeps.map(({ id, name, task }) => ({
    ...{ id: `sweep:${id}`, kind: 'Stored sweep', title: name, detail: task },
    run: () => open(id),
  }));
}

/** The items that match what was typed, the best first; all in their order where nothing was typed. */
export function findItems(items: readonly PaletteItem[], typed: string, most: number): FoundItem[] {
  return items
    .flatMap((item) => {
      const inTitle = fuzzyMatch(typed, item.title);
      if (inTitle !== undefined) return [{ item, letters: inTitle.letters, score: inTitle.score }];
      // ‘preset torus’ finds the presets about a torus.
      const withKind = fuzzyMatch(typed, `${item.kind} ${item.title}`);
      if (withKind === undefined) return [];
      const shift = item.kind.length + 1;
      const letters = withKind.letters.filter((index) => index >= shift).map((index) => index - shift);
      return [{ item, letters, score: withKind.score - 1 }];
    })
    .sort((a, b) => (typed.trim() === '' ? 0 : b.score - a.score))
    .slice(0, most)
    .map(({ item, letters }) => ({ ...item, letters }));
}
