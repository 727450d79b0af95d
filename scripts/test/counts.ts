import type { TestEvent } from 'node:test/reporters'

/** A reporter that writes only the counts of the whole run, once, as JSON. */
export default async function* counts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    // Each file has a summary as well; the one without a file is the run's.
    if (event.type === 'test:summary' && event.data.file === undefined) {
      yield JSON.stringify(event.data.counts)
    }
  }
}
