/** Lets only their owner read what this process writes from now on, SQLite's files too: files are 600, folders 700. */
export function keepFilesPrivate(): void {
  process.umask(0o077)
}
