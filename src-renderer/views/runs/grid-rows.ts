import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed } from 'vue';

/** Pixels of a row, and of the head above the rows. */
export const rowHeight = 26;
export const headHeight = 28;

/** The rows of a grid, all of one height below a head that stays in sight, of which only those in sight are drawn. */
export function useRowVirtualizer(scroller: () => HTMLElement | null, count: () => number) {
  return useVirtualizer(
    computed(() => ({
      count: count(),
      getScrollElement: scroller,
      estimateSize: () => rowHeight,
      paddingStart: headHeight,
      scrollPaddingStart: headHeight,
      overscan: 6,
    })),
  );
}

/** The row of `count` that a key leads to from the one it acts on; undefined where it leads to none. */
export function rowReached(
  key: string,
  from: number,
  count: number,
  scroller: Pick<HTMLElement, 'clientHeight'> | null,
): number | undefined {
  const inView = Math.max(1, Math.floor(((scroller?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + inView,
    PageUp: from - inView,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
