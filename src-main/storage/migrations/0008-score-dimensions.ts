import { checkedColumn } from './checked-column';
import type { Migration } from './migration';

/** At the least noise that they are measured at. */
const first = (name: string, json: string): string => checkedColumn(name, 'REAL', `scoreDimensions[0].${json}`);

export const scoreDimensions: Migration = {
  version: 8,
  summary: 'Dimensions by the learned score, as columns of the table of all runs.',
  sql: `
    ${first('flipd', 'flipd')}
    ${first('flipd_error', 'flipdError')}
    ${first('normal_bundle', 'normalBundle')}
    ${first('normal_bundle_error', 'normalBundleError')}
  `,
};
