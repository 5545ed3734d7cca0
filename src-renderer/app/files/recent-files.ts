import { useLocalStorage } from '@vueuse/core';
import type { Ref } from 'vue';
import { z } from 'zod';

/** How many are remembered. */
const most = 10;

const stored = z.array(z.string().min(1).max(4096)).max(most);

const paths = useLocalStorage<string[]>('gapscope.recent-files', [], {
  serializer: {
    read(text) {
      try {
        return stored.parse(JSON.parse(text));
      } catch {
        // Damaged, or of another version: it starts anew.
        return [];
      }
    },
    write: (value) => JSON.stringify(value),
  },
});

/** Data files that were opened, the last one first; kept between starts. */
export function useRecentFiles(): { paths: Ref<string[]>; add(path: string): void; forget(): void } {
  return {
    paths,
    add(path) {
      paths.value = [path, ...paths.value.filter((known) => known !== path)].slice(0, most);
    },
    forget() {
      paths.value = [];
    },
  };
}
