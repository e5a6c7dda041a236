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
    expect(topic.matches(text)).toBe(true)
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
    expect(topic.matches(text)).toBe(false)
  })
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
})
