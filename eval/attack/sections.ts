import type { Section } from './section.ts'
import { api } from './sections/api.ts'
import { hostileParliament } from './sections/hostile-parliament.ts'
import { hostileRecords } from './sections/hostile-records.ts'
import { hostileTexts } from './sections/hostile-texts.ts'
import { load } from './sections/load.ts'
import { payloads } from './sections/payloads.ts'
import { repeatsAndStops } from './sections/repeats-and-stops.ts'
import { replicas } from './sections/replicas.ts'
import { slackFaults } from './sections/slack-faults.ts'
import { socketMode } from './sections/socket-mode.ts'

/** All that `npm run attack` tries, in order. */
export const SECTIONS: readonly Section[] = [
  hostileTexts,
  hostileRecords,
  hostileParliament,
  payloads,
  socketMode,
  slackFaults,
  repeatsAndStops,
  load,
  api,
  replicas,
]
