import { cleanText, looksLikeHtml, plainText } from '../../../../lib/text/index.ts'
import { cutHtml } from './html.ts'
import { cutText, handsOn } from './text.ts'

const LONGEST = 100_000

export interface NewPart {
  text: string
  /** Something was left out: the quoted past, a signature. */
  cut: boolean
}

/** What the writer wrote this time. A mail that hands another on is left whole: the other is what it says. */
export function newPart(body: { text?: string; html?: string }, forward: boolean): NewPart {
  const markup = !body.html && /^\s*<[a-z!]/i.test(body.text ?? '') && looksLikeHtml(body.text ?? '')
  const { text = '', html = '' } = markup ? { html: body.text } : body
  const plain = cleanText(text, LONGEST * 2)
  if (forward || handsOn(plain))
    return { text: (plain || plainText(html, LONGEST)).slice(0, LONGEST), cut: false }
  const rich = html ? cutHtml(html) : undefined
  // A mark of the writer's program is certain where words are only likely.
  if (rich?.marked && rich.text) {
    if (handsOn(rich.text)) return { text: rich.text.slice(0, LONGEST), cut: false }
    const again = cutText(rich.text)
    return { text: again.text.slice(0, LONGEST), cut: true }
  }
  const best = cutText(plain || rich?.text || (html ? plainText(html) : ''))
  return { text: best.text.slice(0, LONGEST), cut: best.cut }
}
