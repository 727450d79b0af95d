import { Parser } from 'htmlparser2'
import { plainText } from '../../../../lib/text/index.ts'

const LONGEST = 2_000_000
const DEEPEST = 500
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** What programs wrap around the mail that is answered, by class or id. */
const PAST =
  /(?:^|\s)(?:gmail_quote(?:_container)?|gmail_extra|yahoo_quoted|moz-cite-prefix|moz-forward-container|protonmail_quote|zmail_extra|tutanota_quote|divRplyFwdMsg|OLK_SRC_BODY_SECTION|appendonsend|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|reply_quote|hmquote|yahoo-quoted-begin|WordSection1-quote|quoted-text|freemail_quote)(?:\s|$)/i
/** Of these the wrapped part is only the beginning: all that follows is the past too. */
const FROM_HERE =
  /(?:^|\s)(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|stopSpelling|mail-editor-reference-message-container)(?:\s|$)/i
const SIGNATURE =
  /(?:^|\s)(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|protonmail_signature_block|Signature|tutanota_signature|yahoo-signature)(?:\s|$)/i
const FORWARD = /forwarded message|message transf[ée]r[ée]|message réexpédié|weitergeleitete nachricht/i

/** Thrown through the parser, which has no other way to be stopped. */
class Enough extends Error {}

/**
 * The words of an HTML mail without what the writer's program marked as quoted or as signature. `marked` says that
 * there was such a mark: where there was none, the words themselves must tell.
 */
export function cutHtml(html: string): { text: string; marked: boolean } {
  const page = new Page()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.write(text),
    },
    { decodeEntities: false, recognizeSelfClosing: true },
  )
  try {
    parser.write(html.slice(0, LONGEST))
    parser.end()
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return { text: plainText(page.out), marked: page.marked }
}

/** Writes the page again, without the branches that are cut off. */
class Page {
  out = ''
  depth = 0
  marked = false
  /** Depth of the branch being left out; 0 outside of any. */
  droppedAt = 0
  dropped = ''
  ended = false

  open(name: string, attributes: Record<string, string>): void {
    if (VOID.has(name)) {
      this.put(tag(name, attributes))
      return
    }
    if (++this.depth > DEEPEST) throw new Enough()
    if (!this.droppedAt && !this.ended) {
      const names = `${attributes.class ?? ''} ${attributes.id ?? ''}`
      const past = PAST.test(names) || isQuote(name, attributes)
      if (past || SIGNATURE.test(names)) {
        this.droppedAt = this.depth
        this.dropped = ''
        this.marked = true
      }
      if (past && FROM_HERE.test(names) && this.said()) this.ended = true
    }
    this.put(tag(name, attributes))
  }

  close(name: string): void {
    if (VOID.has(name)) return
    this.put(`</${name}>`)
    if (this.droppedAt === this.depth) this.drop()
    this.depth--
  }

  /** A mail handed on is what the writer wants read: what wraps it is no past. */
  drop(): void {
    this.droppedAt = 0
    if (FORWARD.test(this.dropped.slice(0, 2_000))) this.out += this.dropped
  }

  said(): boolean {
    return /[\p{L}\p{N}]/u.test(plainText(this.out.slice(-20_000)))
  }

  write(text: string): void {
    this.put(text)
  }

  put(markup: string): void {
    if (this.droppedAt) this.dropped += markup
    else if (!this.ended) this.out += markup
  }
}

function isQuote(name: string, { type = '', style = '' }: Record<string, string>): boolean {
  if (name !== 'blockquote') return false
  return type.toLowerCase() === 'cite' || /border-left|gmail_quote/i.test(style)
}

/** Only what `plainText` looks at is written again. */
function tag(name: string, { hidden, style, class: names, alt }: Record<string, string>): string {
  const kept = { hidden, style, class: names, alt }
  const attributes = Object.entries(kept)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${value?.replaceAll('"', '&quot;')}"`)
  return `<${name}${attributes.join('')}>`
}
