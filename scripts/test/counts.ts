import type { TestEvent } from 'node:test/reporters'

export interface Failure {
  name: string
  why: string
}

/** A reporter that writes only the counts of the whole run and the tests that failed, once, as JSON. */
export default async function* counts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const failures: Failure[] = []
  for await (const { type, data } of source) {
    // A suite fails with its tests, which say why themselves.
    if (type === 'test:fail' && failureOf(data.details.error) !== 'subtestsFailed')
      failures.push({ name: data.name, why: whyOf(data.details.error) })
    // Each file has a summary as well; the one without a file is the run's.
    if (type === 'test:summary' && data.file === undefined) yield JSON.stringify({ ...data.counts, failures })
  }
}

/** Node names the kind of failure, which its types do not know of. */
function failureOf(error: Error & { failureType?: string }): string | undefined {
  return error.failureType
}

/** Node's own error tells that a test failed; what the test threw is its cause, or the cause's words where that was no error. */
function whyOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause ?? error.message)
}
