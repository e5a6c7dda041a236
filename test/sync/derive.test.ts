import { describe, expect, test } from 'vitest'
import { parliamentReader } from '../../src/sources/parliament/parliament-reader.ts'
import { ParliamentRecord } from '../../src/sources/parliament/record.ts'
import { changesOf, derivationVersion, deriveAnswer } from '../../src/sync/derive.ts'
import { parseTopic } from '../../src/sync/topic.ts'
import { answer } from '../answers.ts'
import { OTHER, record } from '../sources/parliament/fake-parliament.ts'

const topic = parseTopic('about: [ramp]\nsearches: [{ term: ramp }]')
const parsed = (draft: Parameters<typeof record>[0]) => ParliamentRecord.parse(record({ ...OTHER, ...draft }))
const derive = (...drafts: Parameters<typeof record>[0][]) => deriveAnswer(parliamentReader, topic, drafts.map(parsed))

describe('the records of a group make an answer', () => {
  const about = { answerText: '<p>Ramps are free.</p>' }

  test('of all of them if one is about the topic', () => {
    const made = derive({ id: 1 }, { id: 2, ...about })
    expect(made?.questions.map(({ uin }) => uin)).toEqual(['1', '2'])
  })

  test('without those that were withdrawn', () => {
    expect(derive({ id: 1, ...about, isWithdrawn: true }, { id: 2, ...about })?.questions[0].uin).toBe('2')
  })

  test.each([
    ['there is none', []],
    ['none is about the topic', [{ id: 1 }]],
    ['only a withdrawn one is about the topic', [{ id: 1, ...about, isWithdrawn: true }, { id: 2 }]],
    ['none is answered', [{ id: 1, heading: 'Ramps', answerText: null, dateAnswered: null }]],
  ])('or not, if %s', (_what, drafts) => {
    expect(derive(...drafts)).toBeUndefined()
  })
})

describe('the changes of the answers of groups', () => {
  const stored = (uin: string, group = 'g', heading = 'Ramps') => {
    const one = answer({ uin, heading })
    return { key: `2024-01-08/${uin}`, group, answer: one }
  }

  test('are those that were added, changed and dropped', () => {
    const groups = [
      { group: 'new', answer: stored('1').answer },
      { group: 'same', answer: stored('2').answer },
      { group: 'other', answer: stored('3').answer },
      { group: 'gone', answer: undefined },
      { group: 'never', answer: undefined },
    ]
    const before = [stored('2', 'same'), stored('3', 'other', 'Lifts'), stored('4', 'gone')]
    expect(changesOf(groups, before)).toEqual({
      changed: { added: 1, corrected: 1, dropped: 1 },
      changes: [{ ...stored('4', 'gone'), answer: undefined }, stored('1', 'new'), stored('3', 'other')],
    })
  })

  test('remove the old key of an answer whose first question changed, before its new one is added', () => {
    const { changes, changed } = changesOf([{ group: 'g', answer: stored('2').answer }], [stored('1')])
    expect(changes).toEqual([{ ...stored('1'), answer: undefined }, stored('2')])
    expect(changed).toEqual({ added: 0, corrected: 1, dropped: 0 })
  })

  test('do not remove a key that moves to another group', () => {
    const groups = [
      { group: 'a', answer: undefined },
      { group: 'b', answer: stored('1').answer },
    ]
    expect(changesOf(groups, [stored('1', 'a')]).changes).toEqual([stored('1', 'b')])
  })

  test('replace a stored answer that can’t be read', () => {
    const damaged = { ...stored('1'), answer: undefined }
    expect(changesOf([{ group: 'g', answer: stored('1').answer }], [damaged]).changes).toEqual([stored('1')])
  })
})

test('what answers depend on is the topic and the version of the code that reads records', () => {
  const version = derivationVersion(parliamentReader, topic)
  expect(derivationVersion({ version: parliamentReader.version + 1 }, topic)).not.toBe(version)
  expect(derivationVersion(parliamentReader, { ...topic, version: 'other' })).not.toBe(version)
  expect(derivationVersion(parliamentReader, { ...topic })).toBe(version)
})
