export interface Size {
  width: number
  height: number
}

/** Width and height from the head of a picture, turned as its camera says; undefined where they cannot be read. */
export function sizeOf(bytes: Uint8Array): Size | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = ofPng(file) ?? ofGif(file) ?? ofWebp(file) ?? ofJpeg(file)
    return size && size.width > 0 && size.height > 0 ? size : undefined
  } catch (error) {
    // A file that ends before its own head does.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function ofPng(file: Buffer): Size | undefined {
  if (file.toString('latin1', 1, 4) !== 'PNG') return undefined
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) }
}

function ofGif(file: Buffer): Size | undefined {
  if (file.toString('latin1', 0, 4) !== 'GIF8') return undefined
  return { width: file.readUInt16LE(6), height: file.readUInt16LE(8) }
}

function ofWebp(file: Buffer): Size | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return undefined
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = file.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff }
    default:
      return undefined
  }
}

/** Frames that bear the size: all but the tables (DHT, JPG, DAC) in the same range. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function ofJpeg(file: Buffer): Size | undefined {
  if (file.readUInt16BE(0) !== 0xffd8) return undefined
  let turned = false
  for (let at = 2; at < file.length; ) {
    if (file.readUInt8(at) !== 0xff) return undefined
    const marker = file.readUInt8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const length = file.readUInt16BE(at + 2)
    if (marker === 0xe1) turned = isTurned(file.subarray(at + 4, at + 2 + length))
    if (isFrame(marker)) {
      const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)]
      return turned ? { width: height, height: width } : { width, height }
    }
    at += 2 + length
  }
  return undefined
}

/** Whether Exif says that the picture lies on its side (orientation 5 to 8). */
function isTurned(exif: Buffer): boolean {
  if (exif.toString('latin1', 0, 4) !== 'Exif') return false
  const tiff = exif.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const count = Math.min(short(first), 200)
  for (let i = 0; i < count; i++) {
    const entry = first + 2 + i * 12
    if (short(entry) === 0x0112) return short(entry + 8) >= 5
  }
  return false
}
