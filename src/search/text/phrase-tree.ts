/** Finds the longest known phrase that begins at a place of a text. */
export interface PhraseTree<Value> {
  set: (keys: readonly string[], value: Value) => void
  get: (keys: readonly string[]) => Value | undefined
  /** Whether a phrase begins with the key. */
  begins: (key: string) => boolean
  /** `at(n)` gives the keys that the n-th word may stand for; none past the end. */
  longest: (at: (position: number) => readonly string[], from: number) => { value: Value; length: number } | undefined
}

interface Node<Value> {
  next: Map<string, Node<Value>>
  value?: Value
}

export function createPhraseTree<Value>(): PhraseTree<Value> {
  const root: Node<Value> = { next: new Map() }

  const walk = (node: Node<Value>, at: (n: number) => readonly string[], position: number, length: number) => {
    let best: { value: Value; length: number } | undefined =
      node.value === undefined ? undefined : { value: node.value, length }
    if (node.next.size === 0) return best
    for (const key of at(position)) {
      const next = node.next.get(key)
      const found: typeof best = next && walk(next, at, position + 1, length + 1)
      if (found && found.length > (best?.length ?? 0)) best = found
    }
    return best
  }

  return {
    set(keys, value) {
      let node = root
      for (const key of keys) {
        const next = node.next.get(key) ?? { next: new Map() }
        node.next.set(key, next)
        node = next
      }
      node.value = value
    },
    get: (keys) => keys.reduce<Node<Value> | undefined>((node, key) => node?.next.get(key), root)?.value,
    begins: (key) => root.next.has(key),
    longest(at, from) {
      let node = root
      let best: { value: Value; length: number } | undefined
      for (let length = 0; ; length++) {
        const keys = at(from + length)
        // Where a word may be one of several, each way is walked.
        if (keys.length > 1) return longer(walk(node, at, from + length, length), best)
        const next = keys.length === 0 ? undefined : node.next.get(keys[0] as string)
        if (!next) return best
        node = next
        if (node.value !== undefined) best = { value: node.value, length: length + 1 }
      }
    },
  }
}

function longer<Found extends { length: number }>(one: Found | undefined, other: Found | undefined): Found | undefined {
  return one && one.length > (other?.length ?? 0) ? one : other
}
