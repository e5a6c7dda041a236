/** What a number of a vector is multiplied by as int8: numbers of these vectors are seldom above a half. */
export const INT8_SCALE = 254
const MAX = 127

/** A vector of float32 as int8: `round(254 * x)`, at most 127 either way. */
export function toInt8(vector: Float32Array): Int8Array {
  return Int8Array.from(vector, (x) => Math.max(-MAX, Math.min(MAX, Math.round(x * INT8_SCALE))))
}
