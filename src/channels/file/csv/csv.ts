import type { Chunk } from '../row.ts'
import { decode } from '../text/decode.ts'
import { CsvParser } from './parser.ts'
import type { Dialect } from './quoted.ts'

export interface CsvLayout extends Dialect {
  encoding: string
}

/** All records of a CSV file, header included, piece by piece. */
export async function* readCsv(
  path: string,
  layout: CsvLayout,
  signal?: AbortSignal,
): AsyncGenerator<Chunk, void> {
  const parser = new CsvParser(layout)
  let bytesRead = 0
  for await (const chunk of decode(path, layout.encoding, signal)) {
    bytesRead = chunk.bytesRead
    yield { rows: parser.push(chunk.text), bytesRead }
  }
  yield { rows: parser.end(), bytesRead }
}
