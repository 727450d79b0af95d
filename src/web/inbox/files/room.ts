import { isPlayed } from '../../../../lib/measure/index.ts'
import type { MessageLimits } from '../../../server/api.ts'

/** What may be joined, in parts that are said in the reader's language: before anything is chosen. */
export interface Room {
  most: number
  /** Only pictures are taken. */
  pictures: boolean
  /** Names of the formats, as people know them; none where all are taken. */
  formats: string[]
  bytes?: number
  playedBytes?: number
  playedAlone: boolean
  alt?: number
}

const NAMES: Record<string, string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/gif': 'GIF',
  'image/avif': 'AVIF',
  'image/heic': 'HEIC',
  'image/heif': 'HEIF',
  'video/mp4': 'MP4',
  'video/webm': 'WebM',
  'video/quicktime': 'MOV',
  'audio/mpeg': 'MP3',
  'audio/ogg': 'OGG',
  'audio/wav': 'WAV',
  'audio/flac': 'FLAC',
  'application/pdf': 'PDF',
}
/** So many tell what is meant; a server may list thirty. */
const SHOWN = 8

/** What a network takes with one message; undefined where it takes no file. */
export function roomIn(limits: MessageLimits): Room | undefined {
  if (limits.media === 0) return undefined
  const types = limits.mediaTypes ?? []
  const named = [...new Set(types.flatMap((type) => NAMES[type.toLowerCase()] ?? []))]
  const plays = types.length === 0 || types.some((type) => type === '*/*' || isPlayed(type))
  return {
    most: limits.media,
    pictures: types.length > 0 && types.every((type) => type.toLowerCase().startsWith('image/')),
    formats: named.slice(0, SHOWN),
    ...(limits.mediaBytes === undefined ? {} : { bytes: limits.mediaBytes }),
    ...(plays && limits.playedBytes !== undefined ? { playedBytes: limits.playedBytes } : {}),
    playedAlone: plays && limits.playedAlone === true,
    ...(limits.alt === undefined ? {} : { alt: limits.alt }),
  }
}
