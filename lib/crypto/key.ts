import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../errors/index.ts'

/** The installation's secret, from which the key of each purpose is derived. Printing it shows nothing. */
export type SecretKey = KeyObject

const FILE = 'secret.key'

/**
 * Reads `<dataFolder>/secret.key` (32 bytes in hexadecimal, for its owner only), or makes it. Whoever loses it loses
 * what was sealed with it (the credentials of channels), hence it stands outside the database.
 * @throws Problem `secret_key_unreadable`
 */
export async function loadOrCreateKey(dataFolder: string): Promise<SecretKey> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  return (await readKey(dataFolder)) ?? (await writeKey(dataFolder, randomBytes(32)))
}

/**
 * Puts back the key that came with a backup.
 * @throws Problem `secret_key_differs` when the folder holds another one, that other data may need.
 */
export async function keepKey(dataFolder: string, key: SecretKey): Promise<void> {
  const held = (await readKey(dataFolder)) ?? (await writeKey(dataFolder, key.export()))
  if (!held.equals(key))
    throw new Problem('secret_key_differs', { status: 409, values: { folder: dataFolder } })
}

/** @throws Problem `secret_key_unreadable` when `text` is not 64 hexadecimal digits. */
export function parseKey(text: string, file = FILE): SecretKey {
  const digits = text.trim()
  if (!/^[0-9a-f]{64}$/i.test(digits)) {
    throw new Problem('secret_key_unreadable', { status: 500, values: { file } })
  }
  return createSecretKey(digits, 'hex')
}

async function readKey(dataFolder: string): Promise<SecretKey | undefined> {
  const path = join(dataFolder, FILE)
  try {
    const key = parseKey(await readFile(path, 'utf8'), path)
    if ((await stat(path)).mode & 0o077) await chmod(path, 0o600)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Written whole under another name, then linked: a link never replaces a key that came first. */
async function writeKey(dataFolder: string, secret: Buffer): Promise<SecretKey> {
  const path = join(dataFolder, FILE)
  const temporary = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(temporary, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(temporary)
  }
  const folder = await open(dataFolder)
  await folder.sync()
  await folder.close()
  return parseKey(await readFile(path, 'utf8'), path)
}
