import { computed, type ComputedRef } from 'vue';
import { curveTitle } from '../formatting/curve-title';
import { useExtensions } from './queries';

/** Turns labels of curves, made of references, into what people read; the references themselves until the names are known. */
export function useCurveTitle(): ComputedRef<(label: string) => string> {
  const { extensions: groups } = useExtensions('groups');
  const { extensions: trainers } = useExtensions('trainers');
  const names = computed(() => new Map([...groups.value, ...trainers.value].map(({ id, label }) => [id, label])));
  return computed(() => {
    const known = names.value;
    return (label: string) => curveTitle(label, known);
  });
}
