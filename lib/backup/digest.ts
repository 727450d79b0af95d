import { hash } from 'node:crypto'

const NEWLINE = 10

/**
 * Counts rows and sums up their hashes, so that the same rows give the same digest in whatever order: a restored
 * table need not keep the order of the former one.
 */
export class RowDigest {
  rows = 0
  readonly #lanes = new Uint32Array(4)

  /** @param rows whole lines of COPY's text format, in which a newline ends a row and nothing else */
  add(rows: Buffer): void {
    for (let start = 0; start < rows.length; ) {
      const end = rows.indexOf(NEWLINE, start) + 1
      if (end === 0) throw new Error('a row is cut short')
      const digest = hash('sha256', rows.subarray(start, end), 'buffer')
      for (let lane = 0; lane < 4; lane++) {
        this.#lanes[lane] = (this.#lanes[lane] ?? 0) + digest.readUInt32LE(4 * lane)
      }
      this.rows++
      start = end
    }
  }

  get checksum(): string {
    return Buffer.from(this.#lanes.buffer).toString('hex')
  }
}
