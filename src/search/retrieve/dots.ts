import { DIMENSIONS } from './embedder.ts'

/**
 * Gives a function that compares a vector in int8, which begins at `at`, with all of these, and raises each of `best` to the
 * dot product if that is higher. Four sums at once take a third of the time of one after another, since a processor adds to
 * the others while it waits for one; each is added up in the same order, so it is the same to the last bit.
 */
export function createDots(questions: readonly Float32Array[]) {
  const zeros = new Float64Array(DIMENSIONS)
  const all = questions.map((question) => Float64Array.from(question))
  const sums = new Float64Array(4)
  return (numbers: Int8Array, at: number, best: Float64Array): void => {
    for (let from = 0; from < all.length; from += 4) {
      const [one = zeros, two = zeros, three = zeros, four = zeros] = [
        all[from],
        all[from + 1],
        all[from + 2],
        all[from + 3],
      ]
      fourDots(one, two, three, four, numbers, at, sums)
      for (let nth = 0; nth < 4 && from + nth < all.length; nth++)
        best[from + nth] = Math.max(best[from + nth] as number, sums[nth] as number)
    }
  }
}

/** Arrays of their own, and nothing else in the loop: what the engine makes fast code of. */
function fourDots(
  one: Float64Array,
  two: Float64Array,
  three: Float64Array,
  four: Float64Array,
  numbers: Int8Array,
  at: number,
  sums: Float64Array,
): void {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let n = 0; n < DIMENSIONS; n++) {
    const number = numbers[at + n] as number
    a += (one[n] as number) * number
    b += (two[n] as number) * number
    c += (three[n] as number) * number
    d += (four[n] as number) * number
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
}
