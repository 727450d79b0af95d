import { createHash } from 'node:crypto'

const BLOCK = 512
/** Members are cut well below this: a larger one is not ours, and would not fit in memory. */
const LARGEST = 64 << 20

export interface Member {
  name: string
  content: Buffer
  /** SHA-256 of all that stands before this member. */
  before: () => string
}

/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** A file of a tar archive (POSIX ustar), as any `tar` reads it. */
export function tarMember(name: string, content: Buffer, modified: Date): Buffer[] {
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  header.write(name, 0, 100, 'utf8')
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(content.length, 124, 12)
  octal(Math.floor(modified.getTime() / 1000), 136, 12)
  header.write('0ustar\x0000', 156, 'latin1')
  header.copyWithin(257, 157, 165)
  header.fill(0, 157, 165)
  octal(checksum(header), 148, 7)
  header.write(' ', 155, 'latin1')
  return [header, content, Buffer.alloc(padding(content.length))]
}

/**
 * Reads a tar archive made by `tarMember`, member by member, to its very end.
 * @throws Error when it is cut short or is no such archive
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const reader = new ByteReader(source)
  const digest = createHash('sha256')
  for (;;) {
    const header = await reader.take(BLOCK)
    if (isZero(header)) break
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
    const sum = Number.parseInt(header.toString('latin1', 148, 155), 8)
    if (sum !== checksum(header) || !(size <= LARGEST)) throw new Error('not a member of a backup')
    const name = header.toString('utf8', 0, header.indexOf(0))
    const content = await reader.take(size)
    const after = await reader.take(padding(size))
    if (!isZero(after)) throw new Error('not a member of a backup')
    yield { name, content, before: () => digest.copy().digest('hex') }
    for (const bytes of [header, content, after]) digest.update(bytes)
  }
  if (!isZero(await reader.take(BLOCK))) throw new Error('the archive does not end as it should')
  if (!(await reader.isOver())) throw new Error('something follows the archive')
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0)
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/** The sum of the header's bytes, its own eight counting as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 32
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i] ?? 0
  return sum
}

/** Gives out exactly as many bytes as asked, whatever pieces they come in. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #pieces: Buffer[] = []
  #held = 0

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** @throws Error when fewer bytes are left */
  async take(length: number): Promise<Buffer> {
    while (this.#held < length) if (!(await this.#more())) throw new Error('the file is cut short')
    return this.#cut(length)
  }

  /** As `take`, but the last bytes may be fewer. */
  async takeUpTo(length: number): Promise<Buffer> {
    while (this.#held < length && (await this.#more()));
    return this.#cut(Math.min(length, this.#held))
  }

  async isOver(): Promise<boolean> {
    while (this.#held === 0) if (!(await this.#more())) return true
    return false
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next()
    if (next.done) return false
    this.#pieces.push(next.value)
    this.#held += next.value.length
    return true
  }

  #cut(length: number): Buffer {
    const whole = this.#pieces.length === 1 && this.#pieces[0] ? this.#pieces[0] : Buffer.concat(this.#pieces)
    this.#pieces = [whole.subarray(length)]
    this.#held = whole.length - length
    return whole.subarray(0, length)
  }
}
