import type { App } from '@slack/bolt'
import { briefingItem, MOST_IN_BRIEFING } from '../../answering/briefing.ts'
import { WORDS } from '../../wording/words.ts'
import { ADD_PART_TO_BRIEFING, ADD_TO_BRIEFING } from '../blocks/add-to-briefing.ts'
import { briefingModal } from '../blocks/briefing-modal.ts'
import { parseCopyValue } from '../blocks/copy-modal.ts'
import { sentenceModal } from '../blocks/modals.ts'
import { type Added, entriesNow } from '../briefings.ts'
import { showModalOnPress } from '../calls/show-modal.ts'
import type { Context } from '../services.ts'

const SAID: Record<Added, string> = {
  added: WORDS.addedToBriefing,
  already: WORDS.inBriefingAlready,
  full: WORDS.briefingFull(MOST_IN_BRIEFING),
}

/** "Add to briefing": the passage is added, and the briefing is shown with it. */
export function listenToAddToBriefing(app: App, context: Context): void {
  for (const actionId of [ADD_TO_BRIEFING, ADD_PART_TO_BRIEFING])
    showModalOnPress(app, context, { actionId, event: 'action.add_to_briefing' }, async (value, _, person) => {
      const { name, shortfall } = parseCopyValue(value)
      const item = briefingItem(name, shortfall, context.answering)
      if (!item) return sentenceModal(WORDS.gone)
      const { items, added } = await context.briefings.add(person, item)
      return briefingModal(await entriesNow(context, items), context.today(), SAID[added])
    })
}
