const EVERY_MS = 60_000

/** Calls `send` each minute, one call at a time; `stop` resolves when the last is done. */
export function scheduleDigests(
  send: () => Promise<void>,
  onProblem: (error: unknown) => void,
  everyMs = EVERY_MS,
): { stop: () => Promise<void> } {
  let sending: Promise<void> | undefined
  const timer = setInterval(() => {
    sending ??= send()
      .catch(onProblem)
      .finally(() => {
        sending = undefined
      })
  }, everyMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await sending
    },
  }
}
