import type { Button, StaticSelect } from '@slack/types'
import { passageName, wholeName } from '../../answering/passage-name.ts'
import { passageText } from '../../record/passage-text.ts'
import type { Found } from '../../search/found.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { button, option, select } from './controls.ts'

export const ADD_TO_BRIEFING = 'add_to_briefing'
/** The select of a full answer: one of its passages, or all of it. */
export const ADD_PART_TO_BRIEFING = 'add_part_to_briefing'

/** The button that adds a passage to the briefing; it carries what the copy button does. */
export function addButton({ answer }: Pick<Found, 'answer'>, value: string): Button {
  return button(ADD_TO_BRIEFING, WORDS.addToBriefing, value, { label: `${WORDS.addToBriefing}: ${answer.heading}` })
}

/** Adds all of an answer or, where it has several passages, one of them. */
export function addOfAnswer(found: Found): Button | StaticSelect {
  const { answer, newer } = found
  if (answer.passages.length === 1) return addButton(found, passageName({ answer, index: 0, ...(newer && { newer }) }))
  const passages = answer.passages.map((passage, index) =>
    option(
      `${index + 1}. ${passageText(passage).replace(/\s+/g, ' ')}`,
      passageName({ answer, index, ...(newer && { newer }) }),
    ),
  )
  const all = option(WORDS.allOfIt, wholeName(found))
  return select(ADD_PART_TO_BRIEFING, WORDS.addToBriefing, [all, ...passages].slice(0, LIMITS.select.options))
}
