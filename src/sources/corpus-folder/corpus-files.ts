import { join } from 'node:path'

/** The folder that ships with the program, for people to edit: written answers, topic and vocabulary. */
export const CORPUS_FOLDER = join(import.meta.dirname, '..', '..', '..', 'corpus')
export const TOPIC_FILE = join(CORPUS_FOLDER, 'topic.yml')
export const VOCABULARY_FILE = join(CORPUS_FOLDER, 'vocabulary.yml')
