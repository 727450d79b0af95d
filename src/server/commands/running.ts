/** Runs what a command answers into the exit code. */
export function running(work: (...args: never[]) => Promise<number>) {
  return async (...args: unknown[]): Promise<void> => {
    process.exitCode = await work(...(args as never[]))
  }
}

/** A repeated option, as a list. */
export function gathered(value: string, before: string[]): string[] {
  return [...before, value]
}
