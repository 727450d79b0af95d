import { fieldValue, VALUES } from './fields.ts'
import type { Mistakes, Place } from './mistakes.ts'
import { type Field, MAX_TERMS, MIN_PREFIX, type Node, type Where } from './query.ts'
import { prefixLength, termsOf } from './terms.ts'

/** Reads what stands at the leaves of a query: words to look for, and values of fields. */
export class Leaves {
  private readonly mistakes: Mistakes
  private readonly channels: readonly string[] | undefined
  private terms = 0

  constructor(mistakes: Mistakes, channels: readonly string[] | undefined) {
    this.mistakes = mistakes
    this.channels = channels
  }

  value(field: Field, text: string, at: Place): Node | undefined {
    const { value, meant } = fieldValue(field, text)
    if (field === 'channel' && !value) return this.mistakes.fail('channel_malformed', at, { value: text })
    const known = field === 'channel' ? this.channels : VALUES[field]
    if (value && (field !== 'channel' || !known || known.includes(value)))
      return { kind: 'field', field, value }
    const mend = meant && this.mistakes.mended(at.start, at.end, meant)
    return this.mistakes.fail(
      'value_unknown',
      at,
      { field, value: text, known: (known ?? []).join(', ') },
      mend,
    )
  }

  words(written: string, at: Place, where: Where, phrase: boolean): Node | undefined {
    if (!phrase && this.reserved(written, at)) return
    if (this.starred(written, at, phrase)) return
    const { runs, count } = termsOf(written, where)
    if (runs.length === 0)
      return this.mistakes.fail(emptiness(written), at, { word: written }, this.mistakes.without(at))
    if (prefixLength(runs) < MIN_PREFIX) {
      const longer = this.mistakes.mended(at.start, at.end, this.mistakes.at(at).replaceAll('*', ''))
      return this.mistakes.fail('prefix_short', at, { word: written, min: MIN_PREFIX }, longer)
    }
    this.terms += count
    if (this.terms > MAX_TERMS) return this.mistakes.stop('too_many_terms', at, { max: MAX_TERMS })
    return { kind: 'words', where, written, phrase: phrase || count > 1, runs }
  }

  /** What other tools understand and this one does not (yet) is told, never searched as if it were a word. */
  private reserved(written: string, at: Place): boolean {
    const near = /^(?:O?NEAR|PROCHE|[AW])\/\d+F?$/iu.test(written)
    const exact = /^[=~^]./u.test(written)
    const wildcard = /[\p{L}\p{N}]\?[\p{L}\p{N}]/u.test(written) && !written.includes('/')
    if (!near && !exact && !wildcard) return false
    const mend = near ? 'AND' : exact ? written.slice(1) : `${written.slice(0, written.indexOf('?'))}*`
    this.mistakes.fail('reserved', at, { word: written }, this.mistakes.mended(at.start, at.end, mend))
    return true
  }

  /** A star is understood at the end of a word only. */
  private starred(written: string, at: Place, phrase: boolean): boolean {
    const words = written.split(/\s+/u)
    if (words.some((word) => /^\*+$/u.test(word))) {
      this.mistakes.fail('star_alone', at, {}, phrase ? undefined : this.mistakes.without(at))
      return true
    }
    const inside = words.find((word) => /\*[^*]/u.test(word))
    if (!inside) return false
    const stem = inside.replace(/^\*+/u, '')
    const kept = stem.includes('*') ? `${stem.slice(0, stem.indexOf('*'))}*` : stem
    const mend = this.mistakes.at(at).replace(inside, () => kept)
    this.mistakes.fail('star_inside', at, { word: inside }, this.mistakes.mended(at.start, at.end, mend))
    return true
  }
}

function emptiness(written: string): string {
  return /^[#@＃＠]$/u.test(written) ? 'mark_alone' : 'word_empty'
}
