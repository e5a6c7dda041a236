import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Related, Sought } from '../../answering/matching.ts'
import type { FollowDraft } from '../../following/follow.ts'
import type { PassageOfAnswer } from '../../search/found.ts'
import type { Question } from '../../search/question/question.ts'
import { topicText } from '../../wording/following-text.ts'
import { WORDS } from '../../wording/words.ts'
import { LIMITS } from '../limits.ts'
import { CarriedQuestion, carriedQuestion, carryQuestion, parseJson } from './carried-question.ts'
import { option, select } from './controls.ts'
import { newestLines } from './digest-message.ts'
import { plainText, richText, span } from './text.ts'

/** The button that opens the form. */
export const FOLLOW_OPEN = 'follow_open'
export const FOLLOW_FORM = 'follow_form'
export const FOLLOW_SUBMIT = 'follow_submit'
/** The block and the element of each field have the same id. */
export const FOLLOW_TOPIC = 'follow_topic'
const ALSO = 'follow_also'
const EVERY = 'follow_every'
/** Room for the channel and the frame beside the question. */
const QUESTION_ROOM = 2500

/** Where the news goes. */
const Target = z.object({ channel: z.string(), direct: z.boolean() })
export type FollowTarget = z.infer<typeof Target>

/** Asks for a topic. */
export function followForm(target: FollowTarget): ModalView {
  return {
    type: 'modal',
    callback_id: FOLLOW_FORM,
    private_metadata: JSON.stringify(target),
    title: plainText(WORDS.followTopic, LIMITS.view.title),
    submit: plainText(WORDS.followShow, LIMITS.view.submit),
    close: plainText(WORDS.cancel, LIMITS.view.close),
    blocks: [
      field(FOLLOW_TOPIC, WORDS.followField, {
        type: 'plain_text_input',
        action_id: FOLLOW_TOPIC,
        placeholder: plainText(WORDS.followPlaceholder, LIMITS.plainTextInput.placeholder),
        max_length: 300,
      }),
      richText([span(WORDS.filters)]),
    ],
  }
}

/** What a topic matches, before it is followed. */
export interface FollowPreview {
  question: Question
  /** All that match, the newest first. */
  matches: readonly PassageOfAnswer[]
  /** How many of them are from the last month. */
  lately: number
  related: readonly Related[]
}

const NEWEST = 3

/** Shows what a topic matches, offers related wordings, and asks how often to tell of it. */
export function followModal({ question, matches, lately, related }: FollowPreview, target: FollowTarget): ModalView {
  const daily = option(WORDS.every.day, 'day')
  return {
    type: 'modal',
    callback_id: FOLLOW_SUBMIT,
    private_metadata: JSON.stringify({ ...target, question: carryQuestion(question, QUESTION_ROOM) }),
    title: plainText(WORDS.followTopic, LIMITS.view.title),
    submit: plainText(WORDS.follow, LIMITS.view.submit),
    close: plainText(WORDS.cancel, LIMITS.view.close),
    blocks: [
      richText([span(topicText({ question, also: [] }), { bold: true })]),
      richText([span(WORDS.followMatches(matches.length, lately))]),
      ...(matches.length > 0 ? [richText([span(WORDS.followNewest)]), newestLines(matches.slice(0, NEWEST))] : []),
      ...relatedField(related),
      field(EVERY, WORDS.followEvery, {
        ...select(EVERY, WORDS.every.day, [daily, option(WORDS.every.week, 'week')]),
        initial_option: daily,
      }),
      richText([span(target.direct ? WORDS.followDirectly : WORDS.followInChannel)]),
    ],
  }
}

/** Only wordings that fit an option whole: what is chosen is what is followed. */
function relatedField(related: readonly Related[]): KnownBlock[] {
  const options = related
    .map(({ wording, more }) => ({ wording, text: `${wording}${WORDS.followMore(more)}` }))
    .filter(({ text }) => text.length <= LIMITS.option.text)
    .slice(0, LIMITS.checkboxes.options)
    .map(({ wording, text }) => option(text, wording))
  if (options.length === 0) return []
  return [{ ...field(ALSO, WORDS.followAlso, { type: 'checkboxes', action_id: ALSO, options }), optional: true }]
}

function field(name: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: name, label: plainText(label, LIMITS.input.label), element }
}

const inMetadata = <T extends z.ZodType>(schema: T) => z.string().transform((text) => schema.parse(parseJson(text)))
const FormState = z.object({
  private_metadata: inMetadata(Target),
  state: z.object({
    values: z.object({ [FOLLOW_TOPIC]: z.object({ [FOLLOW_TOPIC]: z.object({ value: z.string().nullish() }) }) }),
  }),
})

/** What was typed in the form, and where it was opened. */
export function parseFollowForm(view: unknown): { target: FollowTarget; typed: string } {
  const { private_metadata: target, state } = FormState.parse(view)
  return { target, typed: state.values[FOLLOW_TOPIC][FOLLOW_TOPIC].value?.trim() ?? '' }
}

const Chosen = z.object({ value: z.string() })
const SubmitState = z.object({
  private_metadata: inMetadata(Target.extend({ question: CarriedQuestion })),
  state: z.object({
    values: z.object({
      [ALSO]: z.object({ [ALSO]: z.object({ selected_options: z.array(Chosen).nullish() }) }).optional(),
      [EVERY]: z.object({
        [EVERY]: z.object({ selected_option: z.object({ value: z.enum(['day', 'week']) }).nullish() }),
      }),
    }),
  }),
})

/** What is to be followed, and how. */
export function parseFollow(
  view: unknown,
  parse: (typed: string) => Question,
): { target: FollowTarget; sought: Sought & { question: Question }; every: FollowDraft['every'] } {
  const { private_metadata, state } = SubmitState.parse(view)
  const { question, ...target } = private_metadata
  const also = state.values[ALSO]?.[ALSO].selected_options ?? []
  return {
    target,
    sought: { question: carriedQuestion(question, parse), also: also.map(({ value }) => value) },
    every: state.values[EVERY][EVERY].selected_option?.value ?? 'day',
  }
}
