import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // These need a browser: `npm run test:browser`.
    exclude: ['test/browser/**'],
    // No module keeps state between tests, so modules are loaded once, not once a file.
    isolate: false,
    // Most tests wait for a process or a server, so more than one a core can run.
    maxWorkers: 3,
    // Tests that start many processes are slow on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
})
