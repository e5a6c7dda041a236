import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { fictionalAnswers } from '../playground/fictional-answers.ts'
import { type OpenPlayground, openPlayground } from '../playground/open-playground.ts'
import { launchChromium } from './chromium.ts'

/** A browser and a playground with invented answers. */
export interface WithPlayground {
  browser: Browser
  playground: OpenPlayground
}

/** Starts them before the tests of a `describe`, and stops them after. */
export function withPlayground(): WithPlayground {
  const here = {} as WithPlayground
  beforeAll(async () => {
    here.browser = await launchChromium()
    here.playground = await openPlayground(fictionalAnswers)
  })
  afterAll(async () => {
    await here.browser.close()
    await here.playground.close()
  })
  return here
}
