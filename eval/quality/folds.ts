import { hash } from 'node:crypto'

/** Which of so many folds something belongs to, from 0: the same at every run, whatever else there is. */
export function foldOf(id: string, folds: number): number {
  return Number.parseInt(hash('sha1', id).slice(0, 12), 16) % folds
}

/**
 * Cross-validation: for each fold, `fit` sees the items of the others, and `read` measures what was fitted on those of the
 * fold. Items with the same group, such as questions for one passage, are in one fold.
 */
export function crossValidate<Item, Model, Result>(
  items: readonly Item[],
  {
    folds,
    groupOf,
    fit,
    read,
  }: {
    folds: number
    groupOf: (item: Item) => string
    fit: (items: readonly Item[]) => Model
    read: (model: Model, items: readonly Item[]) => Result
  },
): Result[] {
  return Array.from({ length: folds }, (_, fold) => {
    const isHeldOut = (item: Item) => foldOf(groupOf(item), folds) === fold
    const fitted = fit(items.filter((item) => !isHeldOut(item)))
    return read(fitted, items.filter(isHeldOut))
  })
}
