/** Calls `work` every so many milliseconds, one call at a time; `stop` resolves when the last is done. */
export function repeatedly(
  work: () => Promise<void>,
  everyMs: number,
  onProblem: (error: unknown) => void,
): { stop: () => Promise<void> } {
  let working: Promise<void> | undefined
  const timer = setInterval(() => {
    working ??= work()
      .catch(onProblem)
      .finally(() => {
        working = undefined
      })
  }, everyMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await working
    },
  }
}
