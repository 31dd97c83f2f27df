// Which build is tested: sizes and times are promised for the one that people install.

import { binary } from './server.mjs';

export const isQuickBuild = binary().endsWith('-demo');
export const WHY_NOT = 'a promise of the release build; this is the quickly built binary';
