import type { Heard } from './panel/index.ts'
import type { Token } from './token.ts'

/** A text taken apart, its title first. */
export interface Seen {
  lang: string
  tokens: Token[]
  /** How many of the tokens stand in the title. */
  titles: number
  /** What the models of the language say of it; null where there are none. */
  heard: Heard | null
  /** What the lists of sentiment sum up to. */
  sum: number
}
