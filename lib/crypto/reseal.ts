import type { Handle } from '../db/index.ts'
import { Problem } from '../errors/index.ts'
import type { SecretKey } from './key.ts'
import { open, seal } from './seal.ts'

interface SealedValue {
  /** Which row. */
  key: Record<string, string>
  sealed: string
  /** What it is and whose: the first is what it is sealed for, others are what it may have been sealed for before. */
  purposes: [string, ...string[]]
}

/** One column of sealed values, whose owner says how to read and write it. */
export interface SealedColumn {
  name: string
  read(db: Handle, limit: number): Promise<SealedValue[]>
  write(tx: Handle, key: Record<string, string>, sealed: string): Promise<void>
  /** Where a library seals in a way of its own. */
  cipher?: Cipher
}

interface Cipher {
  open(key: SecretKey, purpose: string, sealed: string): string | Promise<string>
  seal(key: SecretKey, purpose: string, text: string): string | Promise<string>
}

const ALL = 2 ** 31 - 1

/**
 * Seals a column anew, in the transaction given. Answers how many values there were.
 * @throws Problem `sealed_unreadable` for a value that `from` does not open
 */
export async function reseal(
  tx: Handle,
  column: SealedColumn,
  { from, to }: { from: SecretKey; to: SecretKey },
): Promise<number> {
  const cipher = column.cipher ?? { open, seal }
  const values = await column.read(tx, ALL)
  for (const value of values) {
    const text = await opened(cipher, from, value)
    await column.write(tx, value.key, await cipher.seal(to, value.purposes[0], text))
  }
  return values.length
}

/** Whether a key is the one that the columns are sealed with; undefined where nothing is sealed. */
export async function opensWith(
  db: Handle,
  columns: readonly SealedColumn[],
  key: SecretKey,
): Promise<boolean | undefined> {
  let any = false
  for (const column of columns) {
    for (const value of await column.read(db, 1)) {
      any = true
      const text = await opened(column.cipher ?? { open, seal }, key, value).catch(() => undefined)
      if (text !== undefined) return true
    }
  }
  return any ? false : undefined
}

async function opened(cipher: Cipher, key: SecretKey, { sealed, purposes }: SealedValue): Promise<string> {
  for (const purpose of purposes) {
    try {
      return await cipher.open(key, purpose, sealed)
    } catch {
      // Perhaps sealed for another purpose, before they named the row.
    }
  }
  throw new Problem('sealed_unreadable', { status: 500, values: { purpose: purposes[0] } })
}
