/** What Slack sends, as it comes in from each surface: a form for commands, JSON in a form for interactions, JSON for events. */
export interface Sent {
  way: string
  /** The payload itself. */
  payload: Record<string, unknown>
  /** What is posted. */
  body: (payload: unknown) => Record<string, string> | string
}

/** Four questions, each of which makes another search. */
export const QUESTIONS = [
  'how long does an EHC plan take',
  'who pays for the taxi to a special school',
  'are there enough educational psychologists',
  'what happens when a council loses at tribunal',
]

/** A `/send` with that text. The trigger_id tells deliveries of one command from another command. */
export function sendCommand(
  responseUrl: string,
  { text, trigger, user = 'U1' }: { text: string; trigger: string; user?: string },
): Record<string, string> {
  return {
    command: '/send',
    text,
    team_id: 'T1',
    user_id: user,
    channel_id: 'C1',
    trigger_id: trigger,
    response_url: responseUrl,
  }
}

let ids = 0
/** Another id each time, so that nothing counts as delivered twice. */
const newId = () => `${Date.now()}.${ids++}`

const asForm = (payload: unknown) =>
  Object.fromEntries(Object.entries(Object(payload)).map(([name, value]) => [name, String(value)]))
const inForm = (payload: unknown) => ({ payload: JSON.stringify(payload) ?? '' })
const asJson = (payload: unknown) => JSON.stringify(payload) ?? ''

/** One payload of each kind, all of them asking `question`. */
export function payloads(question: string, responseUrl: string): Sent[] {
  const team = { team_id: 'T1' }
  const interaction = { team: { id: 'T1' }, user: { id: 'U1' }, trigger_id: newId() }
  const event = (what: Record<string, unknown>) => ({
    type: 'event_callback',
    ...team,
    event_id: `Ev${newId()}`,
    authorizations: [{ ...team, user_id: 'UBOT', is_bot: true }],
    event: { user: 'U1', channel: `C${newId()}`, ts: newId(), text: question, ...what },
  })
  return [
    {
      way: 'a command',
      body: asForm,
      payload: sendCommand(responseUrl, { text: question, trigger: newId() }),
    },
    { way: 'a mention', body: asJson, payload: event({ type: 'app_mention' }) },
    { way: 'a direct message', body: asJson, payload: event({ type: 'message', channel_type: 'im' }) },
    { way: 'an opened Home', body: asJson, payload: event({ type: 'app_home_opened', tab: 'home' }) },
    {
      way: 'the message shortcut',
      body: inForm,
      payload: {
        type: 'message_action',
        callback_id: 'find_send_answers',
        ...interaction,
        message: { type: 'message', ts: newId(), text: question },
        response_url: responseUrl,
      },
    },
    {
      way: 'the search shortcut',
      body: inForm,
      payload: { type: 'shortcut', callback_id: 'search_send_answers', ...interaction },
    },
  ]
}
