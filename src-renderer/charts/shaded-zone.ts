import type { CustomSeriesOption } from 'echarts/charts';

/** A shaded rectangle between two corners, in the coordinates of the axes. */
export function shadedZone(
  from: readonly [number, number],
  to: readonly [number, number],
  fill: string,
  opacity: number,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 0,
    data: [[...from]],
    renderItem(_, api) {
      const [x1 = 0, y1 = 0] = api.coord([...from]);
      const [x2 = 0, y2 = 0] = api.coord([...to]);
      return {
        type: 'rect',
        shape: { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) },
        style: { fill, opacity },
      };
    },
  };
}
