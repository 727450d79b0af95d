import type { Readable } from 'node:stream'
import { Spool } from './spool.ts'
import { parseXml } from './xml.ts'

/**
 * The table of shared strings, read only as far as the cells ask: the preview of a large workbook costs little, and
 * the whole of it never stands in memory.
 */
export class SharedStrings {
  readonly #spool: Spool
  readonly #open: () => Promise<Readable>
  #reading: AsyncGenerator<number, void> | undefined
  #ended = false

  /** @param open called once a text is asked for, not before: a stream that nobody reads would fail unheard. */
  constructor(open: () => Promise<Readable>, folder?: string) {
    this.#spool = new Spool(folder)
    this.#open = open
  }

  /** Reads on until text `index` is there, or there are no more. */
  async reach(index: number): Promise<void> {
    this.#reading ??= parseXml(await this.#open(), this.#handlers())
    while (!this.#ended && this.#spool.length <= index) {
      this.#ended = (await this.#reading.next()).done ?? false
    }
  }

  get(index: number): string | undefined {
    return this.#spool.get(index)
  }

  async close(): Promise<void> {
    await this.#reading?.return()
    this.#spool.close()
  }

  #handlers() {
    let text = ''
    let taking = false
    /** Readings of Chinese characters stand beside the text, not in it. */
    let phonetic = false
    return {
      open: (name: string) => {
        if (name === 'si') text = ''
        else if (name === 'rPh') phonetic = true
        else if (name === 't') taking = !phonetic
      },
      text: (part: string) => {
        if (taking) text += part
      },
      close: (name: string) => {
        if (name === 't') taking = false
        else if (name === 'rPh') phonetic = false
        else if (name === 'si') this.#spool.add(unescapeCell(text))
      },
    }
  }
}

/** Excel writes characters XML cannot hold as `_x000D_`. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
