import { argumentBreaches } from './argument-breaches.ts'
import { unknownFields } from './known-fields.ts'

/** Why Slack would refuse a call, one line each: missing arguments, broken limits, and fields that Slack does not have. */
export function callWarnings(method: string, args: Record<string, unknown>): string[] {
  const unknown = unknownFields(method, args).map((field) => `Slack has no field ${field} here`)
  return [...new Set([...argumentBreaches(method, args), ...unknown])]
}
