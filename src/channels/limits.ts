import type { Audience } from './errand.ts'

/** What one message of a network may be; the interface shows and counts by it. */
export interface Limits {
  /** Longest text, in `measure`'s unit; 0 for none. */
  text: number
  /** Images and files of one message. */
  media: number
  /** How the network counts: code points where not said, each web address as so many where it counts them so. */
  measure?: { unit: 'grapheme' | 'code-point'; address?: number; bytes?: number }
  /** Characters of an alternative text. */
  alt?: number
  /** Of one file. */
  mediaBytes?: number
  /** Of a film or a recording, where these may be larger. */
  playedBytes?: number
  /** A film or a recording goes alone. */
  playedAlone?: boolean
  /** What it takes, as in an `accept` attribute; absent: everything. */
  mediaTypes?: string[]
  warning?: boolean
  title?: boolean
  quote?: boolean
  /**
   * Who makes the card of a link: `attached`, what is written with the message (and only where no file is); `network`,
   * its servers, once it is published. Absent: nobody.
   */
  card?: 'attached' | 'network'
  /** A message says in what language it is. */
  lang?: boolean
  audiences?: Audience[]
}
