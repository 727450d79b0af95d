import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { invalid, Problem } from '../../../../lib/errors/index.ts'

const MAX_ENTRIES = 10_000
const MAX_PART = 4_294_967_295
/** A part that swells more than so, past so many bytes, is a bomb: real sheets stay under a few tens. */
const BOMB_RATIO = 300
const BOMB_SIZE = 268_435_456

export interface Archive {
  has(name: string): boolean
  /** Size of a part once inflated. */
  size(name: string): number
  /** @throws Problem `import_workbook` when the part is not there. */
  open(name: string): Promise<Readable>
  close(): void
}

/**
 * A ZIP looked at as a set of named parts; nothing is ever written to disk under a name it gives.
 * @throws Problem `import_archive` for paths that climb, bombs and archives with too many parts; `import_encrypted`;
 *   `import_workbook` when it cannot be read
 */
export async function openArchive(path: string): Promise<Archive> {
  let zip: ZipFile | undefined
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false })
    const entries = await list(zip)
    return archiveOf(zip, entries)
  } catch (error) {
    zip?.close()
    throw asProblem(error)
  }
}

async function list(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw unsafe('entries')
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    // The upper half of these attributes is the Unix mode: 0xA000 is a symbolic link.
    if (entry.externalFileAttributes >>> 28 === 0xa) throw unsafe('link')
    entries.set(entry.fileName.toLowerCase(), entry)
  }
  return entries
}

function archiveOf(zip: ZipFile, entries: Map<string, Entry>): Archive {
  const find = (name: string) => entries.get(name.toLowerCase())
  return {
    has: (name) => find(name) !== undefined,
    size: (name) => find(name)?.uncompressedSize ?? 0,
    close: () => zip.close(),
    open: async (name) => {
      const entry = find(name)
      if (!entry) throw broken(`no ${name}`)
      refuseBomb(entry)
      try {
        return await zip.openReadStreamPromise(entry)
      } catch (error) {
        throw asProblem(error)
      }
    },
  }
}

function refuseBomb(entry: Entry): void {
  const { compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) throw invalid('import_encrypted')
  if (uncompressedSize > MAX_PART) throw unsafe('size')
  if (uncompressedSize > BOMB_SIZE && uncompressedSize > BOMB_RATIO * compressedSize) throw unsafe('ratio')
}

function unsafe(why: string): Problem {
  return invalid('import_archive', { why })
}

export function broken(why: string): Problem {
  return invalid('import_workbook', { why })
}

/** Words of the ZIP and XML readers name parts and places, never contents. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/relative path|absolute path|invalid characters in fileName/i.test(message)) return unsafe('path')
  if (/too many bytes|not enough bytes/i.test(message)) return unsafe('size')
  return new Problem('import_workbook', { status: 422, values: { why: message.slice(0, 200) }, cause: error })
}
