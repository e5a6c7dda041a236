import { readFile } from 'node:fs/promises'
import { BadTopic, readTopic, type Topic } from './topic.ts'

/**
 * Reads the topic of a corpus from its YAML file.
 * @throws BadTopic naming the file, and what is wrong with it
 */
export async function readTopicFile(file: string): Promise<Topic> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new BadTopic(`${file} says what a sync looks for, and can't be read (${cause.code}).`, { cause })
  })
  try {
    return readTopic(text)
  } catch (error) {
    if (error instanceof BadTopic) throw new BadTopic(`${file}: ${error.message}`, { cause: error })
    throw error
  }
}
