import { z } from 'zod'
import type { Profile } from '../channel.ts'

export const SECURITIES = ['tls', 'starttls', 'clear'] as const
export type Security = (typeof SECURITIES)[number]

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._:-]{1,253}$/)
const port = z.int().min(1).max(65_535)
/** What can stand in a command of the protocols: no control character. */
const line = z
  .string()
  .max(500)
  .regex(/^\P{Cc}*$/u)
const address = z
  .string()
  .trim()
  .regex(/^[^\s@<>()",;:\\[\]]{1,64}@[a-z0-9.-]{1,253}$/iu)

/** Titles and help stand under their names in channel.json. */
function said(name: string) {
  return { title: `channel.email.${name}`, description: `channel.email.${name}.help` }
}

/** A choice in words, by what is kept of it. */
function wordsOf(name: string, choices: readonly string[]) {
  return Object.fromEntries(choices.map((choice) => [choice, `channel.email.${name}.${choice}`]))
}

const SECURITY = wordsOf('security', SECURITIES)

export const config = z.object({
  address: address.meta(said('address')),
  name: line.default('').meta(said('name')),
  imapHost: host.meta(said('imapHost')),
  imapPort: port.default(993).meta(said('imapPort')),
  imapSecurity: z
    .enum(SECURITIES)
    .default('tls')
    .meta({ ...said('imapSecurity'), choices: SECURITY }),
  imapUser: line.min(1).meta(said('imapUser')),
  imapPassword: line.min(1).meta({ ...said('imapPassword'), secret: true }),
  smtpHost: host.meta(said('smtpHost')),
  smtpPort: port.default(587).meta(said('smtpPort')),
  smtpSecurity: z
    .enum(SECURITIES)
    .default('starttls')
    .meta({ ...said('smtpSecurity'), choices: SECURITY }),
  smtpUser: line.default('').meta(said('smtpUser')),
  smtpPassword: line.default('').meta({ ...said('smtpPassword'), secret: true }),
  folders: z.array(line.min(1)).min(1).max(20).default(['INBOX']).meta(said('folders')),
  sentFolder: line.default('').meta(said('sentFolder')),
  filing: z
    .enum(['program', 'server'])
    .default('program')
    .meta({ ...said('filing'), choices: wordsOf('filing', ['program', 'server']) }),
  aliases: z.array(address).max(50).default([]).meta(said('aliases')),
  signature: z
    .string()
    .max(2_000)
    .default('')
    .meta({ ...said('signature'), long: true }),
  days: z.int().min(0).max(3_650).default(30).meta(said('days')),
})

export type EmailConfig = z.infer<typeof config>

/** One of the account's two servers, with what to sign in with. */
export interface Server {
  kind: 'imap' | 'smtp'
  host: string
  port: number
  security: Security
  user: string
  password: string
}

export function imapOf(config: EmailConfig): Server {
  const { imapHost: host, imapPort: port, imapSecurity: security, imapUser: user } = config
  return { kind: 'imap', host, port, security, user, password: config.imapPassword }
}

/** Without a user of its own the sending server is signed in to as the reading one. */
export function smtpOf(config: EmailConfig): Server {
  const { smtpHost: host, smtpPort: port, smtpSecurity: security } = config
  const own = config.smtpUser !== ''
  const user = own ? config.smtpUser : config.imapUser
  return {
    kind: 'smtp',
    host,
    port,
    security,
    user,
    password: (own && config.smtpPassword) || config.imapPassword,
  }
}

/** The account's own addresses, in lower case. */
export function ownAddresses({
  address,
  aliases,
}: Pick<EmailConfig, 'address' | 'aliases'>): ReadonlySet<string> {
  return new Set([address, ...aliases].map((one) => one.toLowerCase()))
}

/** Who the account is to others. */
export function profileOf({ address, name }: Pick<EmailConfig, 'address' | 'name'>): Profile {
  const id = address.toLowerCase()
  return { id, handle: id, ...(name && { name }) }
}
