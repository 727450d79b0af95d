import { backup, type Progress, restore, type Summary, verify } from '../../../lib/backup/index.ts'
import { keepKey } from '../../../lib/crypto/index.ts'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { readConfig } from '../config.ts'
import { joinProgram, openDatabase } from '../program.ts'

type Write = (text: string) => void

/** `veillee backup FILE`: one consistent snapshot while the server runs, then opened and counted again. */
export async function backupCommand(
  path: string,
  options: { withKey?: boolean },
  write: Write,
): Promise<number> {
  const config = readConfig()
  const passphrase = config.backupPassphrase || undefined
  const program = await joinProgram(config)
  try {
    const secretKey = options.withKey ? program.key : undefined
    await backup({ url: program.url, path, passphrase, secretKey, onProgress: shown(config.locale, write) })
  } finally {
    await program.close()
  }
  tell(await verify(path, passphrase), path, 'verified', config.locale, write)
  return 0
}

/** `veillee restore FILE`: into an empty database, or over what is there when `replace` says so. */
export async function restoreCommand(
  path: string,
  options: { replace?: boolean },
  write: Write,
): Promise<number> {
  const config = readConfig()
  const passphrase = config.backupPassphrase || undefined
  const database = await openDatabase(config)
  try {
    const onProgress = shown(config.locale, write)
    const restored = await restore({
      url: database.url,
      path,
      passphrase,
      replace: options.replace,
      keepKey: (key) => keepKey(config.dataFolder, key),
      onProgress,
    })
    tell(restored.summary, path, 'restored', config.locale, write)
  } finally {
    await database.close()
  }
  return 0
}

/** `veillee verify FILE`: reads a backup to its end, and says what it holds. */
export async function verifyCommand(path: string, write: Write): Promise<number> {
  const config = readConfig()
  tell(await verify(path, config.backupPassphrase || undefined), path, 'verified', config.locale, write)
  return 0
}

/** A line as each table begins. */
function shown(locale: Locale, write: Write) {
  let last = ''
  return ({ table }: Progress) => {
    if (table === last) return
    last = table
    write(`${translate(locale, 'start:table', { table })}\n`)
  }
}

function tell(
  summary: Summary,
  path: string,
  what: 'verified' | 'restored',
  locale: Locale,
  write: Write,
): void {
  const { rows, tables, schemaVersion, encrypted } = summary
  const values = { path, rows, tables: tables.length, version: schemaVersion ?? '' }
  write(`${translate(locale, `start:${what}`, values)}\n`)
  if (!encrypted) write(`${translate(locale, 'start:in-clear')}\n`)
}
