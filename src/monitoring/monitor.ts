import type { Observe } from '../happening.ts'
import { createMetrics } from './metrics.ts'
import { startMonitoringServer } from './monitoring-server.ts'
import { readinessAt, type Vitals } from './readiness.ts'

/** What is seen of the program from outside. */
export interface Monitor {
  /** Counts what happens. */
  observe: Observe
  stop: () => Promise<void>
}

/**
 * Serves health, readiness and metrics.
 * @throws AppError `port-taken`
 */
export async function startMonitor(
  where: { port: number; host: string },
  vitals: () => Promise<Vitals>,
): Promise<Monitor> {
  const { observe, ...metrics } = createMetrics(vitals)
  const readiness = async () => readinessAt(Date.now(), await vitals())
  const { stop } = await startMonitoringServer({ ...where, readiness, metrics })
  return { observe, stop }
}
