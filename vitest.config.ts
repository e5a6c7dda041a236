import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Those need a browser: `npm run test:browser`.
    exclude: ['test/browser/**'],
    // Modules here keep no state between tests, so they need not be loaded anew for each file.
    isolate: false,
    // Most of them wait for a process or a server, so more may run than there are cores.
    maxWorkers: 3,
    // Far more than any needs: on a busy machine, those that start many processes take long and are not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
