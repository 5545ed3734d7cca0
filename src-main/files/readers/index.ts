import type { Reader } from '../define-reader';
import { cifar } from './cifar';
import { csv } from './csv';
import { idx } from './idx';
import { imageFolder } from './image-folder';
import { npy } from './npy';
import { npz } from './npz';
import { parquet } from './parquet';

/** All formats; the first that accepts a file reads it. */
export const readers: readonly Reader[] = [npy, npz, csv, parquet, idx, cifar, imageFolder];
