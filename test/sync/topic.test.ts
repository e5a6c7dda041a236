import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadTopic, parseTopic } from '../../src/sync/topic.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const topic = parseTopic(readFileSync(new URL('../../corpus/topic.yml', import.meta.url), 'utf8'))

describe('the topic that ships', () => {
  test.each([
    'SEND reform',
    'pupils with SEN.',
    'the number of EHCPs',
    'a child’s EHC plan',
    'Special Educational Needs: Finance',
    'special educational needs co-ordinator',
    'education, health and care plans',
    'Education Health and Care Plan',
    'SENCOs',
  ])('holds what is about it: %s', (text) => {
    expect(topic.belongs({ asked: text, answer: 'Yes.' })).toBe(true)
    expect(topic.belongs({ asked: 'Finance', answer: text })).toBe(true)
  })

  test.each([
    'we send letters to Ukraine',
    'Send a letter',
    'Sen. Warren',
    'SENSE is a charity',
    'he was sent away, for his own good',
    'education and health care for prisoners',
    '',
  ])('leaves out what is not: %j', (text) => {
    expect(topic.belongs({ asked: text, answer: text })).toBe(false)
  })

  test.each([
    'Music is for all pupils, including those with SEND.',
    'It is paid for apprentices under 19, or under 25 if they have an EHC plan.',
    'It is paid for apprentices aged 22 to 24 who have an Education, Health and Care Plan (EHCP) or have been in care.',
    'Hubs serve families with children aged 0 to 19, or up to 25 for those with special educational needs and disabilities (SEND).',
    'We will recruit teachers for secondary and special schools.',
    'It depends on the distance, their special educational needs, disability or mobility.',
    'Schools help pupils with a disability or SEND. Hubs help young people, particularly those with SEND.',
  ])('leaves out an answer about something else that names it only in enumerations: %s', (answer) => {
    expect(topic.belongs({ asked: 'Apprentices: Finance', answer })).toBe(false)
  })

  test.each([
    'Music is for all pupils, including those with SEND. Hubs have a lead for SEND.',
    'We support all children and young people with special educational needs and disabilities (SEND).',
    'Teachers are trained to support pupils with special educational needs or a disability.',
    'Special schools and alternative provision receive £90 million.',
    'Schools are exempt if they mainly teach pupils with an EHCP.',
    'Music is for all, including those with SEND. So is art, or SEND art. So is sport, particularly for those with SEND.',
  ])('holds an answer that names it otherwise: %s', (answer) => {
    expect(topic.belongs({ asked: 'Apprentices: Finance', answer })).toBe(true)
  })

  test.each([
    { asked: 'Special Educational Needs: Allergies', answer: 'Schools have plans for allergies.' },
    { asked: 'Allergies\nWhat is done for pupils, including those with SEND?', answer: 'Schools have plans.' },
    { asked: 'Pupils: Dyslexia', answer: 'Teachers help all pupils, including those with SEND.' },
  ])('holds what was asked about it or about a related subject: $asked', (texts) => {
    expect(topic.belongs(texts)).toBe(true)
  })
})

test('an answer about a related subject belongs only if it names the topic', () => {
  const yaml = 'about: [ramp]\nrelated: [lift]\nsearches: [{ term: ramp }]'
  const belongs = (answer: string) => parseTopic(yaml).belongs({ asked: 'Lifts', answer })
  expect(belongs('Lifts are checked, and ramps.')).toBe(true)
  expect(belongs('Lifts are checked.')).toBe(false)
})

describe('an invalid topic file is refused', () => {
  test.each([
    ['about: []\nsearches: [{ term: x }]', 'about'],
    ['about: [x]\nsearches: [{ term: x, body: 1 }]', 'body'],
    ['about: [x', 'Flow sequence'],
  ])('%j', (yaml, problem) => {
    expect(() => parseTopic(yaml)).toThrow(problem)
  })

  test('with the name of the file', async () => {
    const file = join(await temporaryFolder(), 'topic.yml')
    await expect(loadTopic(file)).rejects.toThrow(`${file} says what a sync looks for, and can't be read (ENOENT)`)
    await writeFile(file, 'about: []')
    await expect(loadTopic(file)).rejects.toThrow(`${file}: `)
    await expect(loadTopic(file)).rejects.toMatchObject({ code: 'wrong-topic' })
  })
})

test('the version of a topic changes with what it says, not with its comments', () => {
  const version = (yaml: string) => parseTopic(yaml).version
  const yaml = 'about: [x]\nsearches: [{ term: y }]'
  expect(version(`# What it is about\n${yaml}`)).toBe(version(yaml))
  expect(version(yaml.replace('x', 'z'))).not.toBe(version(yaml))
  expect(version(yaml.replace('y', 'z'))).not.toBe(version(yaml))
  expect(version(`${yaml}\nrelated: [z]`)).not.toBe(version(yaml))
})
