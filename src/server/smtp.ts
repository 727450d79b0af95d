import type { Server } from '../channels/email/index.ts'

/**
 * The sending server that an address names: `smtps://user:password@host` (port 465), `smtp://…` (port 587, which must
 * offer STARTTLS), and `smtp://host:25?security=clear` for a relay on this machine or its network.
 * @throws Error with English words when it names none
 */
export function readSmtpUrl(address: string): Server {
  const url = URL.parse(address)
  const tls = url?.protocol === 'smtps:'
  if (!url || !(tls || url.protocol === 'smtp:') || !/^[\w.[\]:-]{1,255}$/.test(url.hostname)) {
    throw new Error('must be the address of a sending server, as in smtps://user:password@mail.example.org')
  }
  // A `/` or `#` of a password that is not escaped would make a host of what stands before it.
  if (!/^\/?$/.test(url.pathname) || url.hash !== '' || url.port === '0') {
    throw new Error('must name a server alone; in a password write %2F for / and %23 for #')
  }
  const security = url.searchParams.get('security') ?? (tls ? 'tls' : 'starttls')
  if (security !== 'tls' && security !== 'starttls' && security !== 'clear') {
    throw new Error('security must be tls, starttls or clear')
  }
  return {
    kind: 'smtp',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (security === 'tls' ? 465 : security === 'starttls' ? 587 : 25),
    security,
    user: unescaped(url.username),
    password: unescaped(url.password),
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('must write %25 for % in a name or a password')
  }
}

/** `Name <address>` or an address, taken apart. @throws Error with English words */
export function readSender(text: string): { name: string; address: string } {
  const [, name = '', inside] = /^(.*?)<([^<>]*)>\s*$/.exec(text) ?? []
  const address = (inside ?? text).trim()
  if (!/^[^\s@<>()",;:\\[\]]{1,64}@[a-z0-9.-]{1,253}$/i.test(address)) {
    throw new Error('must be a mail address, as in Veillée <veillee@example.org>')
  }
  return { name: name.replace(/["\p{Cc}]/gu, '').trim(), address }
}
