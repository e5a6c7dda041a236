import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What the parent is told when it asks. */
export interface Stalls {
  /** The longest time for which the event loop was held up since the last time it asked. */
  longestMs: number
  p99Ms: number
}

// Preloaded into the bot: measures its event loop, and tells the parent at each message of it.
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on('message', () => {
  const stalls: Stalls = { longestMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 }
  delay.reset()
  process.send?.(stalls)
})
// What listens to the parent keeps no process running.
process.channel?.unref()
