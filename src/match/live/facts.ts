import type { Doc } from '../doc.ts'
import { URGENCIES } from '../query/fields.ts'
import { FIELDS, MEASURES } from '../query/query.ts'
import { factsOf } from '../words/document.ts'
import type { Tokens } from '../words/tokens.ts'

const [LANG, CHANNEL, SENTIMENT, IS, HAS, INTENT, URGENCY, TOPIC, COUNTRY] = FIELDS.map((_, i) => i)
const [FOLLOWERS, RATING, TOXICITY] = MEASURES.map((_, i) => i)

/** What is asked of a document beside its words; worked out only where a query comes to ask. */
export class Facts {
  private doc: Doc | undefined
  private tokens: Tokens | undefined
  private told: Set<string> | undefined

  /** The tokens must stay as they are until the document is done with. */
  begin(doc: Doc, tokens: Tokens): void {
    this.doc = doc
    this.tokens = tokens
    this.told = undefined
  }

  says(field: number, value: string): boolean {
    const { doc } = this
    if (!doc) return false
    if (field === LANG) return doc.lang === value
    if (field === CHANNEL) return doc.channel === value
    if (field === SENTIMENT) return doc.sentiment === value
    if (field === INTENT) return doc.intent === value
    if (field === COUNTRY) return doc.country === value
    if (field === URGENCY) return doc.urgency === URGENCIES.indexOf(value)
    if (field === TOPIC) return doc.topics?.includes(value) ?? false
    if (field !== HAS) return this.has(`~${field === IS ? '' : `${FIELDS[field]}:`}${value}`)
    if (value === 'link' || value === 'question') return this.has(`~${value}`)
    if (value === 'media') return (doc.media?.length ?? 0) > 0
    return doc.media?.includes(value) ?? false
  }

  /** What is not known is neither more nor less. */
  compares(measure: number, test: number, asked: number): boolean {
    const here = this.measured(measure)
    if (here === undefined || here === null) return false
    const value = measure === RATING ? Math.fround(asked) : asked
    if (test === 0) return here > value
    if (test === 1) return here >= value
    return test === 2 ? here < value : here <= value
  }

  private measured(measure: number): number | null | undefined {
    const { doc } = this
    if (measure === FOLLOWERS) return doc?.followers
    if (measure === TOXICITY) return doc?.toxicity
    if (measure !== RATING) return doc?.published?.getTime()
    return doc?.rating === undefined ? undefined : Math.fround(doc.rating)
  }

  private has(fact: string): boolean {
    const { doc, tokens } = this
    if (!doc || !tokens) return false
    this.told ??= new Set(factsOf(doc, tokens))
    return this.told.has(fact)
  }
}
