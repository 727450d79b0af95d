import { resolveMx, resolveSrv } from 'node:dns/promises'
import { HttpFailure } from '../../../../lib/http/index.ts'
import { ChannelFailure, type Host, type Proposal } from '../../channel.ts'
import { config, type EmailConfig } from '../config.ts'
import { isAddress } from '../mail/address.ts'
import { readAutoconfig } from './autoconfig.ts'
import { providerOf, type Settings, takesNoPassword } from './providers.ts'

/** What the domain name system says of a domain's mail. */
export interface Names {
  mx(domain: string): Promise<{ exchange: string; priority: number }[]>
  srv(name: string): Promise<{ name: string; port: number; priority?: number }[]>
}

const NAMES: Names = { mx: resolveMx, srv: resolveSrv }
const PROBE = { timeoutMs: 6_000, maxBytes: 200_000, redirects: 3 }

/** Settings proposed for a mail address: known providers, what its domain publishes, Mozilla's collection of them. */
export async function discover(
  input: string,
  host: Host,
  names: Names = NAMES,
): Promise<Proposal<EmailConfig>[]> {
  const address = input
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  const domain = address.split('@')[1]
  if (!isAddress(address) || !domain)
    throw new ChannelFailure({ kind: 'refused', detail: 'email.not-an-address' })
  const known = providerOf(domain)
  if (known) return proposals(address, known.name, known)
  const exchangers = (await names.mx(domain).catch(() => []))
    .sort((a, b) => a.priority - b.priority)
    .map(({ exchange }) => exchange.toLowerCase())
  if (takesNoPassword(domain, exchangers))
    throw new ChannelFailure({ kind: 'refused', detail: 'email.no-passwords' })
  const hosting = providerOf(domain, exchangers)
  const found = hosting ?? (await published(domain, exchangers, host)) ?? (await announced(domain, names))
  return found ? proposals(address, hosting?.name ?? domain, found) : []
}

/** Documents in Mozilla's format: the domain's own, then the one others have written of it or of its exchanger. */
async function published(domain: string, exchangers: string[], host: Host): Promise<Settings | undefined> {
  const hosted = exchangers[0]?.split('.').slice(-2).join('.')
  const places = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=info@${domain}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
    `https://autoconfig.thunderbird.net/v1.1/${domain}`,
    ...(hosted && hosted !== domain ? [`https://autoconfig.thunderbird.net/v1.1/${hosted}`] : []),
  ]
  const found = await Promise.all(places.map((url) => settingsAt(url, host)))
  return found.find((one) => one !== undefined)
}

async function settingsAt(url: string, { http, signal }: Host): Promise<Settings | undefined> {
  try {
    const { status, body } = await http.request(url, { ...PROBE, signal })
    return status === 200 ? readAutoconfig(Buffer.from(body).toString('utf8')) : undefined
  } catch (error) {
    if (error instanceof HttpFailure) return undefined
    throw error
  }
}

/** Service records (RFC 6186, RFC 8314): of each the most wanted; a name of one point says that there is no such service. */
async function announced(domain: string, names: Names): Promise<Settings | undefined> {
  const ask = async (service: string) => {
    const records = await names.srv(`${service}._tcp.${domain}`).catch(() => [])
    const offered = records.filter(({ name }) => name !== '' && name !== '.')
    return offered.sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0))[0]
  }
  const [imaps, imap, submissions, submission] = await Promise.all(
    ['_imaps', '_imap', '_submissions', '_submission'].map(ask),
  )
  const reading = imaps ?? imap
  const sending = submissions ?? submission
  if (!reading || !sending) return undefined
  return {
    imapHost: reading.name,
    imapPort: reading.port,
    imapSecurity: imaps ? 'tls' : 'starttls',
    smtpHost: sending.name,
    smtpPort: sending.port,
    smtpSecurity: submissions ? 'tls' : 'starttls',
  }
}

/** Without a password, which the person adds; none where what was found could not be a configuration. */
function proposals(
  address: string,
  title: string,
  { local, filing = undefined, ...settings }: Settings,
): Proposal<EmailConfig>[] {
  const imapUser = local ? (address.split('@')[0] ?? address) : address
  const { imapHost, imapPort, imapSecurity, smtpHost, smtpPort, smtpSecurity } = settings
  const known = { imapHost, imapPort, imapSecurity, smtpHost, smtpPort, smtpSecurity }
  const { data } = config.safeParse({
    ...known,
    address,
    imapUser,
    imapPassword: '?',
    ...(filing && { filing }),
  })
  return data ? [{ title, config: { ...data, imapPassword: '' } }] : []
}
