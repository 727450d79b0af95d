export interface Dimensions {
  width: number
  height: number
}

/** No format has more (PNG, 11.2.1), and no column holds more. */
const LONGEST_SIDE = 2 ** 31 - 1

/** Of an image, read from its header and never by decoding it; undefined where the header does not tell. */
export function dimensionsOf(bytes: Uint8Array, mediaType: string): Dimensions | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const found = READERS[mediaType]?.(view)
    return found && isSide(found.width) && isSide(found.height) ? found : undefined
  } catch {
    // Shorter than its own header says.
    return undefined
  }
}

function isSide(pixels: number): boolean {
  return pixels > 0 && pixels <= LONGEST_SIDE
}

const READERS: Record<string, (view: DataView) => Dimensions | undefined> = {
  'image/png': (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  'image/gif': (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  'image/jpeg': jpeg,
  'image/webp': webp,
}

/** Walks from marker to marker up to the frame that tells the size. */
function jpeg(view: DataView): Dimensions | undefined {
  let at = 2
  while (at < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else if (marker === 0xd9 || marker === 0xda) return undefined
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

/** C4, C8 and CC stand among the frames without being one. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function webp(view: DataView): Dimensions | undefined {
  const kind = view.getUint32(12)
  if (kind === 0x56503858) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) }
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (kind === 0x56503820) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  }
  return undefined
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
