/** What a network says of the files of one message. */
export interface FileRules {
  /** How many. */
  media: number
  /** Bytes of one of them. */
  mediaBytes?: number
  /** Bytes of a film or a recording, where these are allowed another size. */
  playedBytes?: number
  /** As an `accept` attribute says it; absent: everything. */
  mediaTypes?: readonly string[]
  /** A film or a recording goes alone. */
  playedAlone?: boolean
  /** Characters of the words that stand for it. */
  alt?: number
}

export interface FileLike {
  mediaType: string
  size: number
  alt?: string
}

/** Why a file does not go with a message: one too many, of another kind, too large, beside a film, with too many words. */
export type Misfit = 'many' | 'type' | 'large' | 'alone' | 'alt'

/** Films and recordings: what is played, and not looked at. */
export function isPlayed(mediaType: string): boolean {
  return /^(video|audio)\//i.test(mediaType)
}

/** Most bytes of a file of this type; undefined where the network does not say. */
export function mostBytes(mediaType: string, rules: FileRules): number | undefined {
  return (isPlayed(mediaType) ? rules.playedBytes : undefined) ?? rules.mediaBytes
}

/** As in an `accept` attribute: `image/*` takes every image. A type that nobody knows is for the network to look at. */
export function takesType(mediaType: string, types: readonly string[] | undefined): boolean {
  if (!types || mediaType === '') return true
  const known = mediaType.toLowerCase()
  return types.some(
    (one) => one === '*/*' || one === known || (one.endsWith('/*') && known.startsWith(one.slice(0, -1))),
  )
}

/** For each file, in its order, why it cannot go with those before it; undefined for what can. */
export function misfits(files: readonly FileLike[], rules: FileRules): (Misfit | undefined)[] {
  let taken = 0
  let played = false
  return files.map((file) => {
    const { mediaType, size, alt = '' } = file
    if (!takesType(mediaType, rules.mediaTypes)) return 'type'
    const most = mostBytes(mediaType, rules)
    if (most !== undefined && size > most) return 'large'
    if (rules.playedAlone && taken > 0 && (played || isPlayed(mediaType))) return 'alone'
    if (taken >= rules.media) return 'many'
    if (rules.alt !== undefined && alt.length > rules.alt) return 'alt'
    taken++
    played ||= isPlayed(mediaType)
    return undefined
  })
}
