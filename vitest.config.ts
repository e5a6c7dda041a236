import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Modules here keep no state between tests, so they need not be loaded anew for each file.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
