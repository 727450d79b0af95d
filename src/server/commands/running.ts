/** Runs what a command answers into the exit code. */
export function running(work: (...args: never[]) => Promise<number>) {
  return async (...args: unknown[]): Promise<void> => {
    process.exitCode = await work(...(args as never[]))
  }
}

/**
 * As {@link running}, for what only reads and writes: once nobody reads what comes out any more (`| head`), all is said,
 * and it ends there with code 0.
 */
export function filtering(work: (...args: never[]) => Promise<number>) {
  const run = running(work)
  return async (...args: unknown[]): Promise<void> => {
    for (const stream of [process.stdout, process.stderr])
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') process.exit(0)
        throw error
      })
    await run(...args)
  }
}

/** A repeated option, as a list. */
export function gathered(value: string, before: string[]): string[] {
  return [...before, value]
}
