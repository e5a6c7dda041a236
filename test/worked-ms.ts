/**
 * The milliseconds for which this thread worked on something. Waiting for a busy processor doesn't count, so that a limit
 * holds on any machine.
 */
export async function workedMs(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
