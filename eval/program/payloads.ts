/** What Slack sends, as it comes in from each surface: a form for commands, JSON in a form for interactions, JSON for events. */
export interface Sent {
  way: string
  /** The payload itself. */
  payload: Record<string, unknown>
  /** What is posted. */
  body: (payload: unknown) => Record<string, string> | string
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
      payload: {
        command: '/send',
        text: question,
        ...team,
        user_id: 'U1',
        channel_id: 'C1',
        trigger_id: newId(),
        response_url: responseUrl,
      },
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
