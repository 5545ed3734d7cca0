import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePagePath } from './page-path';

const folder = join('/', 'srv', 'page');
const resolve = (url: string): string | undefined => resolvePagePath(folder, 'app://gapscope', url);

describe('resolvePagePath', () => {
  it('finds the page’s own files', () => {
    expect(resolve('app://gapscope/')).toBe(join(folder, 'index.html'));
    expect(resolve('app://gapscope/assets/main.js?v=1#x')).toBe(join(folder, 'assets', 'main.js'));
    expect(resolve('app://gapscope/assets/two%20words.js')).toBe(join(folder, 'assets', 'two words.js'));
  });

  it.each([
    'app://gapscope/../secret',
    'app://gapscope/%2e%2e/secret',
    'app://gapscope/%2e%2e%2fsecret',
    'app://gapscope/assets/..%2f..%2fsecret',
    'app://gapscope/..%5csecret',
    'app://gapscope/%00',
    'app://gapscope/%zz',
    'app://other/index.html',
    'app://gapscope.evil/index.html',
    'file:///etc/passwd',
    'app://gapscope',
  ])('refuses %s', (url) => {
    expect(resolve(url)).toBeUndefined();
  });

  it('never leaves the folder', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2f', 'a', '', '%5c', '//')), (parts) => {
        const file = resolve(`app://gapscope/${parts.join('/')}`);
        expect(file === undefined || file.startsWith(folder + '/')).toBe(true);
      }),
    );
  });
});
