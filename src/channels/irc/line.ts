/** One line of the protocol (RFC 1459 §2.3.1, with the message tags of IRCv3). */
export interface Line {
  tags: Record<string, string>
  nick?: string
  command: string
  params: string[]
}

/** Only a space parts; other white space, and the ends of line that only Unicode knows, are what somebody wrote. */
const SHAPE =
  /^(?:@([^ ]+) +)?(?::([^ !@]+)(?:[!@][^ ]*)? +)?([A-Za-z]+|\d{3})((?: +[^: ][^ ]*)*)(?: +:(.*)| *)$/s

/** Undefined for what is no line of IRC. */
export function parseLine(text: string): Line | undefined {
  const found = SHAPE.exec(text)
  if (!found?.[3]) return undefined
  const [, tags = '', nick, command, middle = '', last] = found
  const params = middle.split(' ').filter(Boolean)
  if (last !== undefined) params.push(last)
  return { tags: tagsOf(tags), ...(nick ? { nick } : {}), command: command.toUpperCase(), params }
}

const ESCAPES: Record<string, string> = { ':': ';', s: ' ', r: '\r', n: '\n' }

function tagsOf(text: string): Record<string, string> {
  const pairs = text.split(';').filter(Boolean)
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      return [name, value.replace(/\\(.?)/g, (_whole, one: string) => ESCAPES[one] ?? one)]
    }),
  )
}

/** Bytes of text in one line: 512 with its end, less what the server puts before it when it passes it on. */
const MOST_BYTES = 400

/** Text as the lines it takes, none longer than the network passes on, broken between words where there are any. */
export function linesOf(text: string): string[] {
  const bytes = (part: string) => Buffer.byteLength(part)
  const lines: string[] = []
  for (const paragraph of text.split(/[\r\n\0]+/)) {
    let line = ''
    for (const word of paragraph.split(/(?<= )/).flatMap(pieces)) {
      if (line && bytes(line + word.trimEnd()) > MOST_BYTES) {
        lines.push(line.trimEnd())
        line = ''
      }
      line += word
    }
    if (line.trim()) lines.push(line.trimEnd())
  }
  return lines
}

/** A word longer than a line, cut between characters. */
function pieces(word: string): string[] {
  if (Buffer.byteLength(word) <= MOST_BYTES) return [word]
  const cut: string[] = ['']
  for (const character of word) {
    if (Buffer.byteLength((cut.at(-1) ?? '') + character) > MOST_BYTES) cut.push('')
    cut[cut.length - 1] += character
  }
  return cut
}

/** Colours, bold and their kin, which only a terminal reads. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const FORMAT = /\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04[0-9a-fA-F]{6}|[\x02\x0f\x11\x16\x1d\x1e\x1f]/g

/** What a person reads; undefined for a question between programs (CTCP). */
export function wordsOf(text: string): string | undefined {
  if (!text.startsWith('\x01')) return text.replace(FORMAT, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark of CTCP
  const action = /^\x01ACTION (.*?)\x01?$/s.exec(text)?.[1]
  return action === undefined ? undefined : `* ${action.replace(FORMAT, '')}`
}

/** Names that differ by case only are one, and `{|}~` are the lower case of `[\]^` (RFC 1459 §2.2). */
export function folded(name: string): string {
  return name.toLowerCase().replace(/[[\]\\^]/g, (one) => '{}|~'['[]\\^'.indexOf(one)] ?? one)
}
