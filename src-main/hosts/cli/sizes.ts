import { listSizes } from '#core/sweep/sizes';
import { UsageError } from './usage-error';

/** As in the contract. */
const most = 200;

/** Sizes as they are written on the command line: `16,64,256`, or `16:1024:7` for seven from 16 to 1,024. */
export function parseSizes(text: string): readonly number[] {
  const wrong = (): UsageError =>
    new UsageError(`--sizes ${text}: expected whole numbers such as 16,64,256, or a range such as 16:1024:7.`);
  const numbers = text.split(/[,:]/).map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  if (!numbers.every((n) => Number.isSafeInteger(n) && n >= 1)) throw wrong();
  const tooMany = (): UsageError => new UsageError(`--sizes ${text}: expected at most ${String(most)} sizes.`);
  if (!text.includes(':')) {
    if (numbers.length > most) throw tooMany();
    return listSizes(numbers);
  }
  const [from, to, count] = numbers;
  if (text.includes(',') || numbers.length !== 3 || from === undefined || to === undefined || count === undefined)
    throw wrong();
  if (count > most) throw tooMany();
  return listSizes({ from, to, count });
}
