import type { GroupSteps } from './define-group';
import { permutationsOf } from './factorial';

/** Up to so many points all orders are gone through (720); beyond, those that go round. */
const mostListed = 6;

/**
 * Steps through the orders of k points, step 0 being their own.
 * @param elementOf - the group's element with these places to come from
 */
export function orderSteps(k: number, elementOf: (places: ArrayLike<number>) => Float64Array): GroupSteps {
  if (k > mostListed)
    return {
      label: 'Places round',
      count: k,
      element: (step) => elementOf(Array.from({ length: k }, (_, i) => (i + step) % k)),
    };
  const orders = [...permutationsOf(k)];
  return {
    label: 'Order',
    count: orders.length,
    element(step) {
      const order = orders[step];
      if (order === undefined) throw new Error('There is no such order.');
      return elementOf(order);
    },
  };
}
