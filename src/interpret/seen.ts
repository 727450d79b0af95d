import type { Features } from './features/index.ts'
import type { Token } from './token.ts'

/** A text taken apart, its title first. */
export interface Seen {
  lang: string
  tokens: Token[]
  /** How many of the tokens stand in the title. */
  titles: number
  features: Features
  /** What the lists of sentiment sum up to. */
  sum: number
}
