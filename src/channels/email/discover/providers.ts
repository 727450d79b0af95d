import type { Security } from '../config.ts'

export interface Settings {
  imapHost: string
  imapPort: number
  imapSecurity: Security
  smtpHost: string
  smtpPort: number
  smtpSecurity: Security
  /** Sent mail is filed by the server itself. */
  filing?: 'server'
  /** Signed in to with what stands before the @ only. */
  local?: boolean
}

export interface Provider extends Settings {
  name: string
  domains: string[]
  /** Ends of the names of their mail exchangers, for companies hosted there. */
  exchangers?: string[]
}

function at(
  imapHost: string,
  smtpHost: string,
  smtpPort: 465 | 587 = 465,
  more: Partial<Settings> = {},
): Settings {
  const smtpSecurity = smtpPort === 465 ? 'tls' : 'starttls'
  return { imapHost, imapPort: 993, imapSecurity: 'tls', smtpHost, smtpPort, smtpSecurity, ...more }
}

/** Those that most people in France and around have, by their own published settings. */
export const PROVIDERS: readonly Provider[] = [
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    exchangers: ['google.com', 'googlemail.com'],
    ...at('imap.gmail.com', 'smtp.gmail.com', 465, { filing: 'server' }),
  },
  { name: 'Orange', domains: ['orange.fr', 'wanadoo.fr'], ...at('imap.orange.fr', 'smtp.orange.fr') },
  { name: 'Free', domains: ['free.fr', 'aliceadsl.fr'], ...at('imap.free.fr', 'smtp.free.fr') },
  {
    name: 'SFR',
    domains: ['sfr.fr', 'neuf.fr', 'club-internet.fr', 'cegetel.net'],
    ...at('imap.sfr.fr', 'smtp.sfr.fr'),
  },
  { name: 'Bouygues Telecom', domains: ['bbox.fr'], ...at('imap.bbox.fr', 'smtp.bbox.fr', 587) },
  { name: 'La Poste', domains: ['laposte.net'], ...at('imap.laposte.net', 'smtp.laposte.net') },
  {
    name: 'Yahoo',
    domains: ['yahoo.com', 'yahoo.fr', 'ymail.com', 'rocketmail.com', 'aol.com'],
    exchangers: ['yahoodns.net'],
    ...at('imap.mail.yahoo.com', 'smtp.mail.yahoo.com', 465),
  },
  {
    name: 'iCloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    exchangers: ['icloud.com'],
    ...at('imap.mail.me.com', 'smtp.mail.me.com', 587),
  },
  {
    name: 'GMX',
    domains: ['gmx.fr', 'gmx.com', 'gmx.net', 'gmx.de'],
    ...at('imap.gmx.com', 'mail.gmx.com', 587),
  },
  {
    name: 'Zoho',
    domains: ['zoho.com', 'zohomail.com'],
    exchangers: ['zoho.com'],
    ...at('imap.zoho.com', 'smtp.zoho.com', 465),
  },
  {
    name: 'Fastmail',
    domains: ['fastmail.com', 'fastmail.fm'],
    exchangers: ['messagingengine.com'],
    ...at('imap.fastmail.com', 'smtp.fastmail.com'),
  },
  {
    name: 'Mailo',
    domains: ['mailo.com', 'mailo.fr', 'net-c.com'],
    ...at('mail.mailo.com', 'mail.mailo.com'),
  },
  { name: 'OVHcloud', domains: ['ovh.fr'], exchangers: ['ovh.net'], ...at('ssl0.ovh.net', 'ssl0.ovh.net') },
  {
    name: 'Gandi',
    domains: ['gandi.net'],
    exchangers: ['gandi.net'],
    ...at('mail.gandi.net', 'mail.gandi.net'),
  },
  {
    name: 'Infomaniak',
    domains: ['ik.me', 'infomaniak.com', 'etik.com'],
    exchangers: ['infomaniak.ch'],
    ...at('mail.infomaniak.com', 'mail.infomaniak.com'),
  },
  {
    name: 'IONOS',
    domains: ['ionos.fr', '1and1.fr'],
    exchangers: ['ionos.fr', 'kundenserver.de', '1and1.fr', 'ionos.com'],
    ...at('imap.ionos.fr', 'smtp.ionos.fr'),
  },
]

/** Microsoft takes no password for mail any more, only a sign-in that must be registered with it. */
const WITHOUT_PASSWORD = {
  domains: /^(?:outlook|hotmail|live|msn)\.[a-z.]{2,6}$/,
  exchangers: /\.outlook\.com$/,
}

export function takesNoPassword(domain: string, exchangers: readonly string[] = []): boolean {
  return (
    WITHOUT_PASSWORD.domains.test(domain) || exchangers.some((one) => WITHOUT_PASSWORD.exchangers.test(one))
  )
}

export function providerOf(domain: string, exchangers: readonly string[] = []): Provider | undefined {
  return PROVIDERS.find(
    ({ domains, exchangers: ends = [] }) =>
      domains.includes(domain) ||
      exchangers.some((one) => ends.some((end) => one === end || one.endsWith(`.${end}`))),
  )
}
