import type { Coverage, FetchedRecord, StepProgress, Storage, StoredAnswer } from './storage.ts'

/** A storage that ends with the process: for tests, and where nothing is to be kept. */
export function createMemoryStorage(): Storage {
  const records = new Map<number, FetchedRecord & { fingerprint?: string | undefined }>()
  const answers = new Map<string, StoredAnswer & { revision: number }>()
  const coverage = new Map<string, Coverage>()
  const steps = new Map<string, StepProgress & { at: string }>()
  const runs: { began: string; ended?: string; coveredUntil?: string | undefined; error?: string }[] = []
  let revision = 0
  let derivedBy: string | undefined

  const grouped = () => [...records.values()].filter(({ group }) => group !== undefined).sort((a, b) => a.id - b.id)
  const copy = ({ id, group, raw }: FetchedRecord) => structuredClone({ id, group, raw })
  const living = () => [...answers.values()].filter(({ answer }) => answer)
  const openRun = () => runs.findLast(({ ended }) => ended === undefined)
  const end = (ended: string, how: { coveredUntil?: string | undefined; error?: string }) => {
    for (const run of runs) if (run.ended === undefined) Object.assign(run, { ended, ...how })
  }

  return {
    records: {
      fingerprints: async (ids) =>
        new Map(
          ids.flatMap((id) => (records.get(id)?.fingerprint ? [[id, records.get(id)?.fingerprint as string]] : [])),
        ),
      groups: async (ids) =>
        new Map(ids.flatMap((id) => (records.get(id)?.group ? [[id, records.get(id)?.group as string]] : []))),
      ofGroups: async (groups) => {
        const wanted = new Set<string | undefined>(groups)
        return grouped()
          .filter(({ group }) => wanted.has(group))
          .map(copy)
      },
      after: async (after, limit) =>
        grouped()
          .filter(({ id }) => id > after)
          .slice(0, limit)
          .map(copy),
    },
    answers: {
      changesSince: async (since, limit) => {
        const after = [...answers.values()].filter((one) => one.revision > since)
        const slice = after.sort((a, b) => a.revision - b.revision).slice(0, limit)
        const changes = slice.map(({ key, answer }) => structuredClone({ key, answer }))
        return { changes, unreadable: [], revision: slice.at(-1)?.revision ?? since }
      },
      ofGroups: async (groups) => {
        const wanted = new Set(groups)
        return living()
          .filter(({ group }) => wanted.has(group))
          .map(({ key, group, answer }) => structuredClone({ key, group, answer }))
      },
      span: async () => {
        const days = living()
          .flatMap(({ answer }) => answer?.answered ?? [])
          .sort()
        return { answers: days.length, oldest: days[0], newest: days.at(-1) }
      },
    },
    runs: {
      async begin(now) {
        end(now, { error: 'it was interrupted' })
        runs.push({ began: now })
      },
      async finish(now, { coveredUntil, searches }) {
        end(now, { coveredUntil })
        for (const one of searches) coverage.set(one.search, { ...one })
        steps.clear()
      },
      fail: async (now, message) => end(now, { error: message }),
      steps: async (since) => {
        const recent = [...steps.values()].filter(({ at }) => at >= since)
        return new Map(recent.map(({ at: _, ...step }) => [step.step, step]))
      },
      coverage: async () => structuredClone([...coverage.values()]),
      derivedBy: async () => derivedBy,
      status: async () => {
        const ended = runs.filter((run) => run.ended !== undefined)
        const good = ended.findLast(({ error }) => error === undefined)
        const { ended: at = '', error } = ended.at(-1) ?? {}
        return {
          lastGood: good?.ended,
          coveredUntil: good?.coveredUntil,
          lastError: error === undefined ? undefined : { at, message: error },
        }
      },
    },
    save: async (page) => {
      // Copied before anything changes: what can't be copied is not saved, nor is the rest of its page.
      const saved = structuredClone(page)
      for (const record of saved.records)
        records.set(record.id, { ...record, fingerprint: record.fingerprint ?? records.get(record.id)?.fingerprint })
      for (const change of saved.answers) answers.set(change.key, { ...change, revision: ++revision })
      if (saved.progress) steps.set(saved.progress.step, { ...saved.progress, at: openRun()?.began ?? '' })
      derivedBy = saved.derivedBy ?? derivedBy
    },
    close: async () => {},
  }
}
