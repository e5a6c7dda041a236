import { AppError } from '../../../src/app-error.ts'
import type { WrittenAnswer } from '../../../src/record/answer.ts'
import { parliamentReader } from '../../../src/sources/parliament/parliament-reader.ts'
import { lines } from '../measuring-files.ts'

/**
 * The answers to all questions of the stand-in for Parliament's API, on whatever subject, made as a sync makes them.
 * @throws AppError `misuse` if the file can't be read
 */
export async function readStandIn(file: string): Promise<WrittenAnswer[]> {
  const records = (await lines(file)).map((line, nth) => {
    const parsed = parliamentReader.parse(JSON.parse(line))
    if ('record' in parsed) return parsed.record
    throw new AppError('misuse', `${file}, line ${nth + 1}: ${parsed.unreadable.problem}`)
  })
  const groups = Map.groupBy(records.filter(parliamentReader.isAnswered), (record) => parliamentReader.group(record)[0])
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? parliamentReader.makeAnswer([first, ...others]) : [],
  )
}
