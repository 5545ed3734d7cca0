import type { ImageShape } from './image-shape';

/** Places that are written out of a long order. */
const placesShown = 12;

/** An angle (radians) in degrees of (−180, 180]: "−90.0°". */
export function degreesText(angle: number): string {
  const degrees = (angle * 180) / Math.PI;
  const turn = Math.round((((degrees % 360) + 360) % 360) * 10) / 10;
  return `${signed(turn > 180 ? turn - 360 : turn, 1)}°`;
}

/** A shift [down, right] of periodic images in pixels, each the shorter way round: "moved 3 pixels down and 0.25 left". */
export function shiftText(shift: ArrayLike<number>, { rows, columns }: Pick<ImageShape, 'rows' | 'columns'>): string {
  const down = shorterWay(shift[0] ?? 0, rows);
  const right = shorterWay(shift[1] ?? 0, columns);
  const parts = [
    ...(down === 0 ? [] : [`${amount(down)} ${down > 0 ? 'down' : 'up'}`]),
    ...(right === 0 ? [] : [`${amount(right)} ${right > 0 ? 'right' : 'left'}`]),
  ];
  return parts.length === 0 ? 'not moved' : `moved ${parts.join(' and ')} (pixels)`;
}

/** Where each comes from, counted from 1: "points in the order 2 1 3". */
export function orderText(places: ArrayLike<number>, what: 'points' | 'coordinates'): string {
  const listed = Array.from(places);
  if (listed.every((from, to) => from === to)) return `${what} in their order`;
  const shown = listed.slice(0, placesShown).map((from) => String(from + 1));
  return `${what} in the order ${shown.join(' ')}${listed.length > placesShown ? ' …' : ''}`;
}

/** A number with a proper minus sign and no negative nought. */
export function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** To a hundredth of a pixel, in (−period/2, period/2]. */
function shorterWay(value: number, period: number): number {
  const wrapped = Math.round((((value % period) + period) % period) * 100) / 100;
  return wrapped > period / 2 ? wrapped - period : wrapped;
}

function amount(value: number): string {
  return String(Number(Math.abs(value).toFixed(2)));
}
