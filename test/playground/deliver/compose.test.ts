import { expect, test } from 'vitest'
import { compose } from '../../../playground/deliver/compose.ts'

const bot = { name: 'SEND Answers', user: 'UBOT' }

test.each([
  ['@SEND Answers how much?', '<@UBOT> how much?', true, []],
  ['hello @send answers', 'hello <@UBOT>', true, []],
  ['@SEND Answersville', '@SEND Answersville', false, []],
  [
    'see https://a.example/x?y=1&z=2, please',
    'see <https://a.example/x?y=1&amp;z=2>, please',
    false,
    ['https://a.example/x?y=1&z=2'],
  ],
  ['(https://a.example/x).', '(<https://a.example/x>).', false, ['https://a.example/x']],
  ['javascript:alert(1) <b> & <!channel>', 'javascript:alert(1) &lt;b&gt; &amp; &lt;!channel&gt;', false, []],
])('%s is sent as Slack’s composer sends it', (typed, text, mentionsBot, links) => {
  expect(compose(typed, bot)).toMatchObject({ text, mentionsBot, links, blocks: [{ type: 'rich_text' }] })
})
