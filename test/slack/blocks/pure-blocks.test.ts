import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const BLOCKS = join(import.meta.dirname, '../../../src/slack/blocks')

test.each(readdirSync(BLOCKS))('blocks are given what they show and the day: %s', (file) => {
  const source = readFileSync(join(BLOCKS, file), 'utf8')
  expect(source).not.toMatch(/from '.*\/(?:corpus|answering|services)\.ts'/)
  expect(source).not.toMatch(/todayInEngland|Date\.now|new Date\(/)
})
