import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

const BREAK = /\r\n|\n|\r/

/**
 * Lines of a stream of UTF-8, as JSON Lines and CSV have them: `\n`, `\r\n` or `\r` ends one. `node:readline` ends one at
 * U+2028 and U+2029 too, which stand unescaped within strings of JSON.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string, void> {
  const decoder = new StringDecoder('utf8')
  // Pieces of a line that has not ended: joined once, so that a long one costs no more than its length.
  let begun: string[] = []
  let held = ''
  for await (const chunk of input) {
    let text = held + (typeof chunk === 'string' ? chunk : decoder.write(chunk))
    // Whether it ends a line alone or with what follows, the next piece tells.
    held = text.endsWith('\r') ? '\r' : ''
    if (held) text = text.slice(0, -1)
    const lines = text.split(BREAK)
    for (const line of lines.slice(0, -1)) {
      yield [...begun, line].join('')
      begun = []
    }
    begun.push(lines.at(-1) ?? '')
  }
  const rest = begun.join('') + decoder.end()
  if (rest !== '' || held) yield rest
}

/** Writes, and waits where the reader is slower than we are. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}
