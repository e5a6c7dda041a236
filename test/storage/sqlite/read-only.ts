import { chmod } from 'node:fs/promises'
import { join } from 'node:path'

/** Runs a test while nobody may write in the folder of a storage. */
export async function whileReadOnly(folder: string, work: () => Promise<void>): Promise<void> {
  await chmod(folder, 0o555)
  await chmod(join(folder, 'answers.sqlite'), 0o444)
  // The superuser may write anywhere: then another user opens it.
  const superuser = process.getuid?.() === 0
  if (superuser) process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    if (superuser) process.seteuid?.(0)
    await chmod(folder, 0o755)
  }
}
