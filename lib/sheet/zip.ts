import { Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export interface ZipEntry {
  /** Path inside the archive, with `/`. */
  name: string
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>
}

interface Written {
  name: Buffer
  crc: number
  packed: number
  size: number
  offset: number
}

/** Without the 64-bit extension, which not every reader knows, no size or place may reach this. */
const LIMIT = 0xffffffff
const UTF8_AND_DESCRIPTOR = 0x0808
const DEFLATE = 8
/** Dates are left at the format's beginning, 1 January 1980: the same content gives the same bytes. */
const DAY_ONE = 0x0021

/** A ZIP archive as it is made, entry by entry, none held in memory. @throws RangeError past 4 GiB. */
export async function* zip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array, void> {
  const written: Written[] = []
  let offset = 0
  for await (const entry of entries) {
    const record: Written = { name: Buffer.from(entry.name), crc: 0, packed: 0, size: 0, offset }
    const head = localHeader(record)
    yield head
    for await (const chunk of deflated(entry.content, record)) yield chunk
    yield descriptor(record)
    offset += head.length + record.packed + 16
    if (offset >= LIMIT || record.size >= LIMIT) throw new RangeError('zip past 4 GiB')
    written.push(record)
  }
  const directory = Buffer.concat(written.map(centralHeader))
  yield directory
  yield endRecord(written.length, directory.length, offset)
}

async function* deflated(content: ZipEntry['content'], record: Written): AsyncGenerator<Uint8Array, void> {
  const deflate = createDeflateRaw()
  const source = Readable.from(counted(content, record), { objectMode: false })
  source.on('error', (error) => deflate.destroy(error))
  for await (const chunk of source.pipe(deflate)) {
    record.packed += (chunk as Buffer).length
    yield chunk as Buffer
  }
}

async function* counted(content: ZipEntry['content'], record: Written): AsyncGenerator<Buffer, void> {
  const whole = typeof content === 'string' || content instanceof Uint8Array
  for await (const part of whole ? [content] : content) {
    const bytes = Buffer.from(part as string)
    record.crc = crc32(bytes, record.crc)
    record.size += bytes.length
    yield bytes
  }
}

function localHeader(record: Written): Buffer {
  const fields = Buffer.alloc(30)
  fields.writeUInt32LE(0x04034b50, 0)
  fields.writeUInt16LE(20, 4)
  fields.writeUInt16LE(UTF8_AND_DESCRIPTOR, 6)
  fields.writeUInt16LE(DEFLATE, 8)
  fields.writeUInt16LE(DAY_ONE, 12)
  fields.writeUInt16LE(record.name.length, 26)
  return Buffer.concat([fields, record.name])
}

function descriptor(record: Written): Buffer {
  const fields = Buffer.alloc(16)
  fields.writeUInt32LE(0x08074b50, 0)
  fields.writeUInt32LE(record.crc, 4)
  fields.writeUInt32LE(record.packed, 8)
  fields.writeUInt32LE(record.size, 12)
  return fields
}

function centralHeader(record: Written): Buffer {
  const fields = Buffer.alloc(46)
  fields.writeUInt32LE(0x02014b50, 0)
  fields.writeUInt16LE(20, 4)
  fields.writeUInt16LE(20, 6)
  fields.writeUInt16LE(UTF8_AND_DESCRIPTOR, 8)
  fields.writeUInt16LE(DEFLATE, 10)
  fields.writeUInt16LE(DAY_ONE, 14)
  fields.writeUInt32LE(record.crc, 16)
  fields.writeUInt32LE(record.packed, 20)
  fields.writeUInt32LE(record.size, 24)
  fields.writeUInt16LE(record.name.length, 28)
  fields.writeUInt32LE(record.offset, 42)
  return Buffer.concat([fields, record.name])
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const fields = Buffer.alloc(22)
  fields.writeUInt32LE(0x06054b50, 0)
  fields.writeUInt16LE(count, 8)
  fields.writeUInt16LE(count, 10)
  fields.writeUInt32LE(size, 12)
  fields.writeUInt32LE(offset, 16)
  return fields
}
