import { createHash } from 'node:crypto'
import { Problem } from '../../../lib/errors/index.ts'
import { type Dimensions, dimensionsOf } from './dimensions.ts'
import { sniff } from './sniff.ts'

/** A file as it will be kept: named safely, typed by its content. */
export interface Examined {
  name: string
  mediaType: string
  size: number
  sha256: Uint8Array
  dimensions: Dimensions | undefined
}

/** A larger picture would take a reader's memory: 100 megapixels decode into 400 MB. */
const MOST_PIXELS = 100_000_000
const LONGEST_NAME = 150
/** What browsers may show in place; nothing that carries scripts, and nothing that only large libraries decode. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
const SCHEME = 'attachment:'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function examine(file: { name: string; bytes: Uint8Array }): Examined {
  const { bytes } = file
  const sniffed = sniff(bytes, file.name)
  const dimensions = dimensionsOf(bytes, sniffed)
  // What only begins like a picture is not one.
  const mediaType = SHOWN.has(sniffed) && !dimensions ? 'application/octet-stream' : sniffed
  return {
    name: safeName(file.name, mediaType),
    mediaType,
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest(),
    dimensions,
  }
}

/** @throws Problem `attachment_empty` (422), `attachment_pixels` (422) for what no network would take either */
export function refuseUnfit({ size, dimensions }: Examined): void {
  if (size === 0) throw new Problem('attachment_empty', { status: 422 })
  if (!dimensions || isBearable(dimensions)) return
  throw new Problem('attachment_pixels', { status: 422, values: { most: MOST_PIXELS / 1_000_000 } })
}

function isBearable({ width, height }: Dimensions): boolean {
  return width * height <= MOST_PIXELS
}

/** Whether a browser may show it in place. */
export function isShown(file: { mediaType: string; dimensions: Dimensions | undefined }): boolean {
  return SHOWN.has(file.mediaType) && file.dimensions !== undefined && isBearable(file.dimensions)
}

const EXTENSIONS: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
}
/** Names that mean a device to some systems, whatever follows the point. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A name that can be shown and saved anywhere: no path, nothing invisible, nothing that turns the direction of the
 * text (`exe.gpj` with U+202E reads `jpg.exe`), no character that a file system or a header gives a meaning to.
 */
export function safeName(name: string, mediaType = ''): string {
  const bare = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{C}\u2028\u2029\ufffd]/gu, '')
    .split(/[/\\]/)
    .at(-1)
  const tidy = (bare ?? '')
    .replace(/["<>:|?*;%]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(DEVICES, '_$&')
  if (tidy === '') return `file${EXTENSIONS[mediaType] ?? ''}`
  const letters = [...tidy]
  if (letters.length <= LONGEST_NAME) return tidy
  const dot = letters.lastIndexOf('.')
  const extension = dot > 0 && letters.length - dot <= 12 ? letters.slice(dot) : []
  return [...letters.slice(0, LONGEST_NAME - extension.length), ...extension].join('')
}

/** How media of an activity name a file that is kept here. */
export function addressOf(id: string): string {
  return SCHEME + id
}

/** The id out of such an address; undefined where it is none. */
export function idOf(address: string): string | undefined {
  if (!address.startsWith(SCHEME)) return undefined
  const id = address.slice(SCHEME.length)
  return UUID.test(id) ? id : undefined
}

/** Where the API serves it; any other address is left as it is. */
export function servedAt(address: string): string {
  const id = idOf(address)
  return id ? `/api/v1/attachments/${id}` : address
}
