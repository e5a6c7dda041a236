import { AsyncLocalStorage } from 'node:async_hooks'

/** The delivery of a payload that is being worked on. */
export interface Delivery {
  /** Made when the payload first came in. A later delivery of the same payload has another. */
  id: string
  /** Whether another process began the work and ended before it was done: it may have replied already. */
  takenOver: boolean
}

const deliveries = new AsyncLocalStorage<Delivery>()

/** Does the work on a delivery, which finds it by `currentDelivery`. */
export function duringDelivery<T>(delivery: Delivery, work: () => T): T {
  return deliveries.run(delivery, work)
}

/** Undefined where payloads are not stored. */
export function currentDelivery(): Delivery | undefined {
  return deliveries.getStore()
}
