import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { type EncodingGuess, EncodingSniffer } from './encoding.ts'

const CHUNK = 65_536

export interface TextChunk {
  text: string
  bytesRead: number
}

/** The text of a file piece by piece, without its byte order mark; what cannot be decoded becomes U+FFFD. */
export async function* decode(
  path: string,
  encoding: string,
  signal?: AbortSignal,
): AsyncGenerator<TextChunk, void> {
  const decoder = new TextDecoder(encoding)
  let bytesRead = 0
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK, ...(signal ? { signal } : {}) })) {
    bytesRead += (bytes as Buffer).length
    yield { text: decoder.decode(bytes as Buffer, { stream: true }), bytesRead }
  }
  yield { text: decoder.decode(), bytesRead }
}

/** The first `bytes` of a file. */
export async function readHead(path: string, bytes = CHUNK): Promise<Buffer> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Reads a whole file to know its encoding; an upload has it told chunk by chunk instead. */
export async function sniffEncoding(path: string): Promise<EncodingGuess> {
  const sniffer = new EncodingSniffer()
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK })) sniffer.add(bytes as Buffer)
  return sniffer.result()
}
