import { invalid } from '../../../../lib/errors/index.ts'

/** Longest record, in characters. */
const LONGEST = 1_000_000

export interface Piece {
  /** Line where it starts. */
  line: number
  /** JSON text of one record; undefined when it was too long to keep. */
  json: string | undefined
  length: number
}

/** Records one a line. */
export class LineSplitter {
  #text = ''
  #line = 0
  #skipping = false

  push(text: string): Piece[] {
    this.#text += text
    const pieces: Piece[] = []
    let at = 0
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n', at)) {
      this.#take(this.#text.slice(at, end), pieces)
      at = end + 1
    }
    this.#text = this.#text.slice(at)
    if (this.#text.length > LONGEST) this.#drop(pieces)
    return pieces
  }

  end(): Piece[] {
    const pieces: Piece[] = []
    this.#take(this.#text, pieces)
    this.#text = ''
    return pieces
  }

  #take(line: string, pieces: Piece[]): void {
    if (!this.#skipping) this.#line += 1
    const json = line.trim()
    if (!this.#skipping && json) {
      pieces.push({ line: this.#line, json: json.length > LONGEST ? undefined : json, length: json.length })
    }
    this.#skipping = false
  }

  #drop(pieces: Piece[]): void {
    if (!this.#skipping) {
      this.#line += 1
      pieces.push({ line: this.#line, json: undefined, length: this.#text.length })
    }
    this.#skipping = true
    this.#text = ''
  }
}

/**
 * The objects of the first list of a JSON document, one by one, without reading the document whole:
 * `[{…},{…}]`, `{"reviews":[{…}]}`, or the archives of X (`window.YTD.tweets.part0 = [{…}]`).
 */
export class ArraySplitter {
  #depth = 0
  /** Depth at which the records stand, once their list is open. */
  #records = -1
  #inString = false
  #escaped = false
  #line = 1
  #startLine = 1
  #parts: string[] = []
  #length = 0
  #started = false
  #found = false
  #done = false

  push(text: string): Piece[] {
    const pieces: Piece[] = []
    let from = 0
    for (let i = 0; i < text.length && !this.#done; i += 1) {
      const code = text.charCodeAt(i)
      if (code === 10) this.#line += 1
      if (this.#inString) this.#string(code)
      else if (code === 34) this.#inString = true
      else if (code === 123 || code === 91) {
        if (this.#open(code)) from = i
      } else if ((code === 125 || code === 93) && this.#close(code)) {
        this.#keep(text.slice(from, i + 1))
        pieces.push(this.#record())
        from = i + 1
      }
    }
    if (this.#started) this.#keep(text.slice(from))
    return pieces
  }

  /** @throws Problem `import_json` when the document stops short of its end. */
  end(): Piece[] {
    if (!this.#done && this.#depth !== 0) throw invalid('import_json', { line: this.#line })
    return []
  }

  #string(code: number): void {
    if (this.#escaped) this.#escaped = false
    else if (code === 92) this.#escaped = true
    else if (code === 34) this.#inString = false
  }

  /** True when a record starts here. */
  #open(code: number): boolean {
    if (code === 91 && this.#records < 0) this.#records = this.#depth + 1
    const starts = code === 123 && this.#depth === this.#records
    if (starts) {
      this.#started = true
      this.#startLine = this.#line
    }
    this.#depth += 1
    return starts
  }

  /** True when a record ends here. */
  #close(code: number): boolean {
    this.#depth -= 1
    if (this.#started && this.#depth === this.#records) return true
    if (code === 93 && this.#depth === this.#records - 1) {
      // A list of words, or an empty one, was not the list of records: the next may be.
      this.#done = this.#found
      this.#records = -1
    }
    return false
  }

  #keep(part: string): void {
    this.#length += part.length
    if (this.#length > LONGEST) this.#parts = []
    else this.#parts.push(part)
  }

  #record(): Piece {
    const kept = this.#length <= LONGEST
    const piece = {
      line: this.#startLine,
      json: kept ? this.#parts.join('') : undefined,
      length: this.#length,
    }
    this.#parts = []
    this.#length = 0
    this.#started = false
    this.#found = true
    return piece
  }
}
