/** Finds the longest known phrase that begins at a position of a text. */
export interface PhraseTree<Value> {
  set: (keys: readonly string[], value: Value) => void
  get: (keys: readonly string[]) => Value | undefined
  /** `at(n)` gives the keys that the n-th token can stand for; none past the end. */
  longest: (at: (position: number) => readonly string[], from: number) => FoundPhrase<Value> | undefined
}

interface FoundPhrase<Value> {
  value: Value
  length: number
}

interface Node<Value> {
  next: Map<string, Node<Value>>
  value?: Value
}

export function createPhraseTree<Value>(): PhraseTree<Value> {
  const root: Node<Value> = { next: new Map() }

  /** Tries every key of each token. */
  const walk = (node: Node<Value>, at: (n: number) => readonly string[], position: number, length: number) => {
    let best: FoundPhrase<Value> | undefined = node.value === undefined ? undefined : { value: node.value, length }
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
    longest: (at, from) => {
      const found = walk(root, at, from, 0)
      return found && found.length > 0 ? found : undefined
    },
  }
}
