import type { Section } from './section.ts'
import { hostileTexts } from './sections/hostile-texts.ts'

/** All that `npm run attack` tries, in order. */
export const SECTIONS: readonly Section[] = [hostileTexts]
