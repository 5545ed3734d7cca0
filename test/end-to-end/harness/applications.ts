import { openInChromium } from './open-in-chromium';
import { openInElectron } from './open-in-electron';

/** The two ways to open the application; every path that a user walks is tested in both. */
export const applications = [
  ['Chromium', openInChromium],
  ['Electron', openInElectron],
] as const;
