import type { SweepDeclaration } from '#contract/sweep';
import { useRouter } from 'vue-router';
import { useSweepStore } from './sweep-store';

/** Puts the settings of a sweep into the form of the Sweep view, and goes there. */
export function useCloneSweep(): (declaration: SweepDeclaration) => void {
  const store = useSweepStore();
  const router = useRouter();
  return (declaration) => {
    store.use([declaration]);
    void router.push('/sweep');
  };
}
