import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { readComparison, writeComparison, type Comparison } from './compare-query';

/** Keeps what is compared in the address, and takes it from there: an address can be kept and sent. */
export function useComparisonAddress(comparison: () => Comparison, set: (comparison: Comparison) => void): void {
  const route = useRoute();
  const router = useRouter();
  const here = '/compare';
  const text = (one: Comparison): string => JSON.stringify(one);

  function read(): void {
    if (route.path !== here) return;
    const given = readComparison(route.query);
    // Without an address one comes back to what was compared before.
    if (given.sweeps.length > 0 && text(given) !== text(comparison())) set(given);
  }
  function write(): void {
    if (route.path !== here || text(readComparison(route.query)) === text(comparison())) return;
    void router.replace({ path: here, query: writeComparison(comparison()) });
  }
  read();
  write();
  watch(
    () => route.query,
    () => {
      read();
      write();
    },
  );
  watch(comparison, write);
}
