import type { Section } from './section.ts'
import { hostileParliament } from './sections/hostile-parliament.ts'
import { hostileRecords } from './sections/hostile-records.ts'
import { hostileTexts } from './sections/hostile-texts.ts'

/** All that `npm run attack` tries, in order. */
export const SECTIONS: readonly Section[] = [hostileTexts, hostileRecords, hostileParliament]
