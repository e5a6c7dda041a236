import { argumentBreaches } from './argument-breaches.ts'
import { unknownFields } from './known-fields.ts'

/** Why Slack would refuse a call: what is missing or over a limit, and the fields that it does not know. */
export function callWarnings(method: string, args: Record<string, unknown>): string[] {
  const unknown = unknownFields(method, args).map((field) => `Slack knows no field ${field} here`)
  return [...new Set([...argumentBreaches(method, args), ...unknown])]
}
