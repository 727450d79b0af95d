import {
  loadOrCreateKey,
  nextKey,
  opensWith,
  parseKey,
  promoteNextKey,
  readNextKey,
  reseal,
  type SecretKey,
} from '../../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { Problem } from '../../lib/errors/index.ts'
import type { Config } from './config.ts'

const NEVER = new Date(8.64e15)

/**
 * The key that the database is sealed with. Where a change of it was cut, what is sealed tells whether it had been done:
 * all of it changes in one transaction.
 */
export async function keyOf(db: Handle, config: Config): Promise<SecretKey> {
  if (config.secretKey) return parseKey(config.secretKey)
  const next = await readNextKey(config.dataFolder)
  if (!next) return loadOrCreateKey(config.dataFolder)
  const current = await loadOrCreateKey(config.dataFolder)
  const { SEALED } = await import('./sealed.ts')
  if ((await opensWith(db, SEALED, next)) !== true) return current
  await promoteNextKey(config.dataFolder)
  return next
}

/**
 * Seals everything anew with a new key. May be killed anywhere: what is there opens with the key of before until the
 * transaction commits, with the new one from then on, and both are in the folder meanwhile. `told` hears each step.
 * @throws Problem `key_before_missing` where the key is an option and the one before is not given
 */
export async function rotateKey(db: Handle, config: Config, told: (step: string, count: number) => void) {
  const { secretKey, secretKeyBefore, dataFolder } = config
  if (secretKey && !secretKeyBefore) throw new Problem('key_before_missing', { status: 422 })
  const from = secretKey ? parseKey(secretKeyBefore) : await keyOf(db, config)
  const to = secretKey ? parseKey(secretKey) : await nextKey(dataFolder)
  told('key', 1)
  const { SEALED, forgetSignIns } = await import('./sealed.ts')
  if (secretKey && (await opensWith(db, SEALED, to)) === true) return
  await inTransaction(db, async (tx) => {
    for (const column of SEALED) told(column.name, await reseal(tx, column, { from, to }))
    // Whoever is away at a network begins again: a quarter of an hour at most is lost.
    await forgetSignIns(tx, NEVER)
  })
  told('sealed', 1)
  if (!secretKey) await promoteNextKey(dataFolder)
}
