import { describe, expect, it } from 'vitest';
import { firstArrangement, readArrangement } from './arrangement';

describe('an arrangement', () => {
  it('is read as it was stored', () => {
    expect(readArrangement(JSON.stringify(firstArrangement))).toEqual(firstArrangement);
  });

  it.each(['', '{}', '[1]', '{"columns":[]}', '{"columns":[{"id":"n","width":-1}]}'])('of %j is none', (text) => {
    expect(readArrangement(text)).toBeUndefined();
  });
});
