import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readSender, readSmtpUrl } from './smtp.ts'

export interface Option {
  name: string
  /** English, one line: what it is and what it is for. */
  about: string
  fallback: string
  /** Its value is never shown, and `<NAME>_FILE` may name the file that holds it. */
  secret?: boolean
  /** @throws Error with English words when the value cannot be used. */
  check?: (value: string) => void
}

function wholeNumber(from: number, to: number) {
  return (value: string) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < from || number > to)
      throw new Error(`must be a whole number from ${from} to ${to}`)
  }
}

function oneOf(...values: string[]) {
  return (value: string) => {
    if (!values.includes(value)) throw new Error(`must be one of ${values.join(', ')}`)
  }
}

function webAddress(value: string): void {
  if (value !== '' && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw new Error('must be an http or https address')
}

function database(value: string): void {
  if (value !== '' && !/^(postgres|postgresql|socket):|^\//.test(value))
    throw new Error('must be the address of a PostgreSQL, as in postgres://user:password@host/database')
}

function hexKey(value: string): void {
  if (value !== '' && !/^[0-9a-f]{64}$/i.test(value.trim())) throw new Error('must be 64 hexadecimal digits')
}

function sendingServer(value: string): void {
  if (value !== '') readSmtpUrl(value)
}

function mailAddress(value: string): void {
  if (value !== '') readSender(value)
}

function hosts(value: string): void {
  for (const one of value.split(',').map((host) => host.trim())) {
    const host = one.replace(/:\d{1,5}$/, '').replace(/^\[|\]$/g, '')
    if (one !== '' && !/^[\p{L}\p{N}._:-]+$/u.test(host))
      throw new Error(
        `must be hosts or host:port, separated by commas, and no addresses: ${one.slice(0, 100)}`,
      )
  }
}

/** An option that cannot be what it was given as: its message is for whoever started the program. */
export class OptionRefused extends Error {}

/** Every option there is; nothing else of the program reads the environment. */
export const OPTIONS = [
  { name: 'VEILLEE_DATA', about: 'Folder of everything to keep: database, uploads, key', fallback: './data' },
  {
    name: 'DATABASE_URL',
    about: 'A PostgreSQL 15 or newer to use instead of the embedded one',
    fallback: '',
    secret: true,
    check: database,
  },
  { name: 'VEILLEE_HOST', about: 'Address to listen on', fallback: '127.0.0.1' },
  {
    name: 'VEILLEE_PORT',
    about: 'Port to listen on; 0 lets the system choose',
    fallback: '4300',
    check: wholeNumber(0, 65535),
  },
  {
    name: 'VEILLEE_PUBLIC_URL',
    about: 'Address people type, when it is not that of the port (behind a proxy)',
    fallback: '',
    check: webAddress,
  },
  {
    name: 'VEILLEE_ROLE',
    about: 'What this process does: web, worker or all',
    fallback: 'all',
    check: oneOf('web', 'worker', 'all'),
  },
  {
    name: 'VEILLEE_LOG',
    about: 'Least level of what is logged',
    fallback: 'info',
    check: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  {
    name: 'VEILLEE_SECRET_KEY',
    about: 'Key that seals credentials (64 hexadecimal digits); default: a file of the data folder',
    fallback: '',
    secret: true,
    check: hexKey,
  },
  {
    name: 'VEILLEE_SECRET_KEY_BEFORE',
    about: 'The key of before, while `veillee key rotate` changes to VEILLEE_SECRET_KEY',
    fallback: '',
    secret: true,
    check: hexKey,
  },
  {
    name: 'VEILLEE_ALLOW_HOSTS',
    about: 'Private addresses that channels may reach all the same, host or host:port, separated by commas',
    fallback: '',
    check: hosts,
  },
  {
    name: 'VEILLEE_SMTP_URL',
    about: 'Server that notices leave by as mail, as in smtps://user:password@mail.example.org',
    fallback: '',
    secret: true,
    check: sendingServer,
  },
  {
    name: 'VEILLEE_MAIL_FROM',
    about:
      'Whom these mails come from, as in Veillée <veillee@example.org>; default: the user of that server',
    fallback: '',
    check: mailAddress,
  },
  {
    name: 'VEILLEE_TRUST_PROXY',
    about: 'Take the client’s address from X-Forwarded-For: yes or no',
    fallback: 'no',
    check: oneOf('yes', 'no'),
  },
  {
    name: 'VEILLEE_LIMITS',
    about: 'Hold back sources that ask too often: yes, or no for a load test',
    fallback: 'yes',
    check: oneOf('yes', 'no'),
  },
  {
    name: 'VEILLEE_UPLOAD_MB',
    about: 'Largest file that can be imported, in megabytes',
    fallback: '2048',
    check: wholeNumber(1, 100_000),
  },
  {
    name: 'VEILLEE_ATTACHMENT_MB',
    about: 'Largest file that a message can carry, in megabytes',
    fallback: '40',
    check: wholeNumber(1, 500),
  },
  {
    name: 'VEILLEE_METRICS_TOKEN',
    about: 'Lets /metrics be read from elsewhere than this machine, as a Bearer token',
    fallback: '',
    secret: true,
  },
  {
    name: 'VEILLEE_BACKUP_PASSPHRASE',
    about: 'Passphrase that encrypts backups; without it they are in clear',
    fallback: '',
    secret: true,
  },
] as const satisfies readonly Option[]

export type OptionName = (typeof OPTIONS)[number]['name']

export interface Config {
  dataFolder: string
  databaseUrl: string
  host: string
  port: number
  publicUrl: string
  role: 'web' | 'worker' | 'all'
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  secretKey: string
  secretKeyBefore: string
  allowHosts: string[]
  smtpUrl: string
  mailFrom: string
  trustProxy: boolean
  limits: boolean
  uploadBytes: number
  attachmentBytes: number
  metricsToken: string
  backupPassphrase: string
  /** Language of the one who starts the program. */
  locale: 'fr' | 'en'
}

export type Environment = Record<string, string | undefined>

/** @throws Error naming the option that cannot be used, and why. */
export function readConfig(environment: Environment = process.env): Config {
  const value = (name: OptionName) => optionValue(optionOf(name), environment).value
  const roles = { web: 'web', worker: 'worker', all: 'all' } as const
  return {
    dataFolder: resolve(value('VEILLEE_DATA')),
    databaseUrl: value('DATABASE_URL'),
    host: value('VEILLEE_HOST'),
    port: Number(value('VEILLEE_PORT')),
    publicUrl: value('VEILLEE_PUBLIC_URL').replace(/\/+$/, ''),
    role: roles[value('VEILLEE_ROLE') as keyof typeof roles],
    logLevel: value('VEILLEE_LOG') as Config['logLevel'],
    secretKey: value('VEILLEE_SECRET_KEY'),
    secretKeyBefore: value('VEILLEE_SECRET_KEY_BEFORE'),
    allowHosts: value('VEILLEE_ALLOW_HOSTS')
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
    smtpUrl: value('VEILLEE_SMTP_URL'),
    mailFrom: value('VEILLEE_MAIL_FROM'),
    limits: value('VEILLEE_LIMITS') === 'yes',
    trustProxy: value('VEILLEE_TRUST_PROXY') === 'yes',
    uploadBytes: Number(value('VEILLEE_UPLOAD_MB')) * 1_000_000,
    attachmentBytes: Number(value('VEILLEE_ATTACHMENT_MB')) * 1_000_000,
    metricsToken: value('VEILLEE_METRICS_TOKEN'),
    backupPassphrase: value('VEILLEE_BACKUP_PASSPHRASE'),
    locale: /^fr/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '')
      ? 'fr'
      : 'en',
  }
}

function optionOf(name: OptionName): Option {
  const option = OPTIONS.find((one) => one.name === name)
  if (!option) throw new Error(`no option ${name}`)
  return option
}

/** The value in force and where it comes from. */
export function optionValue(
  option: Option,
  environment: Environment = process.env,
): { value: string; from: 'environment' | 'file' | 'default' } {
  const found = raw(option, environment)
  try {
    option.check?.(found.value)
  } catch (error) {
    throw new OptionRefused(`${option.name} ${error instanceof Error ? error.message : error}`)
  }
  return found
}

function raw(option: Option, environment: Environment) {
  const given = environment[option.name]
  if (given !== undefined && given !== '') return { value: given, from: 'environment' as const }
  const file = option.secret ? environment[`${option.name}_FILE`] : undefined
  if (file) return { value: readSecret(option, file), from: 'file' as const }
  return { value: option.fallback, from: 'default' as const }
}

/** A file that holds nothing is a mistake: taken for no secret, backups would go out in clear and keys be made anew. */
function readSecret({ name }: Option, file: string): string {
  let value: string
  try {
    value = readFileSync(file, 'utf8').trim()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable'
    throw new OptionRefused(`${name}_FILE cannot be read: ${file} (${code})`)
  }
  if (value === '') throw new OptionRefused(`${name}_FILE is empty: ${file}`)
  return value
}
