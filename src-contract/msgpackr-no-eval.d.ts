// The package describes its main entry only; this one has the same exports.
declare module 'msgpackr/index-no-eval' {
  export { pack, Packr, unpack, Unpackr } from 'msgpackr';
}
