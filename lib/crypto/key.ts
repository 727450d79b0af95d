import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../errors/index.ts'

/** The installation's secret, from which the key of each purpose is derived. Printing it shows nothing. */
export type SecretKey = KeyObject

const FILE = 'secret.key'
/** Made and not in force yet: what is sealed is being sealed anew. */
const NEXT = 'secret.key.next'
/** What backups of before open with. */
const BEFORE = 'secret.key.before'

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

/** The key that a rotation goes to: a new one, or that of a rotation that was cut. */
export async function nextKey(dataFolder: string): Promise<SecretKey> {
  return (await readNextKey(dataFolder)) ?? (await writeKey(dataFolder, randomBytes(32), NEXT))
}

/** Undefined where no rotation is under way. */
export function readNextKey(dataFolder: string): Promise<SecretKey | undefined> {
  return readKey(dataFolder, NEXT)
}

/** Puts the next key in force, in one step that is made or not; the one before is kept beside it. */
export async function promoteNextKey(dataFolder: string): Promise<void> {
  const [file, next, before] = [FILE, NEXT, BEFORE].map((name) => join(dataFolder, name)) as [
    string,
    string,
    string,
  ]
  // Whoever opens the program may have done it meanwhile.
  if (!(await readNextKey(dataFolder))) return
  await unlink(before).catch(onlyMissing)
  await link(file, before).catch(onlyMissing)
  await rename(next, file)
  await syncFolder(dataFolder)
}

function onlyMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

async function readKey(dataFolder: string, file = FILE): Promise<SecretKey | undefined> {
  const path = join(dataFolder, file)
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
async function writeKey(dataFolder: string, secret: Buffer, file = FILE): Promise<SecretKey> {
  const path = join(dataFolder, file)
  const temporary = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(temporary, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(temporary)
  }
  await syncFolder(dataFolder)
  return parseKey(await readFile(path, 'utf8'), path)
}

async function syncFolder(dataFolder: string): Promise<void> {
  const folder = await open(dataFolder)
  await folder.sync()
  await folder.close()
}
