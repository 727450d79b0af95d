import { SaxesParser } from 'saxes'
import type { Security } from '../config.ts'
import type { Settings } from './providers.ts'

interface Offer {
  kind: 'imap' | 'smtp'
  host: string
  port: number
  security: Security
  local: boolean
}

const SECURITY: Record<string, Security> = { SSL: 'tls', STARTTLS: 'starttls' }

/** Settings in Mozilla's autoconfig format, where it offers both servers over TLS; undefined otherwise. */
export function readAutoconfig(xml: string): Settings | undefined {
  const offers = offersIn(xml)
  const best = (kind: Offer['kind']) =>
    offers.find((one) => one.kind === kind && one.security === 'tls') ??
    offers.find((one) => one.kind === kind)
  const [imap, smtp] = [best('imap'), best('smtp')]
  if (!imap || !smtp) return undefined
  return {
    imapHost: imap.host,
    imapPort: imap.port,
    imapSecurity: imap.security,
    smtpHost: smtp.host,
    smtpPort: smtp.port,
    smtpSecurity: smtp.security,
    ...(imap.local && { local: true }),
  }
}

function offersIn(xml: string): Offer[] {
  const offers: Offer[] = []
  const parser = new SaxesParser()
  let kind: Offer['kind'] | undefined
  let fields: Record<string, string> = {}
  let ways: string[] = []
  let text = ''
  parser.on('opentag', ({ name, attributes }) => {
    text = ''
    const type = String(attributes.type ?? '')
    if (name === 'incomingServer' || name === 'outgoingServer') {
      kind = type === 'imap' || type === 'smtp' ? type : undefined
      fields = {}
      ways = []
    }
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.on('closetag', ({ name }) => {
    if (kind && (name === 'incomingServer' || name === 'outgoingServer')) {
      const offer = offerOf(kind, fields)
      if (offer && takesPassword(ways)) offers.push(offer)
      kind = undefined
    } else if (name === 'authentication') ways.push(text.trim())
    else fields[name] ??= text.trim()
  })
  // What was read before a mistake stands; the mistake itself is the provider's.
  parser.on('error', () => undefined)
  parser.write(xml).close()
  return offers
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65_535
}

/** A server names every way in that it takes, the best first; one that names none takes a password. */
function takesPassword(ways: string[]): boolean {
  return ways.length === 0 || ways.some((way) => way !== 'OAuth2')
}

function offerOf(
  kind: Offer['kind'],
  { hostname = '', port, socketType = '', username = '' }: Record<string, string>,
): Offer | undefined {
  const security = Object.hasOwn(SECURITY, socketType) ? SECURITY[socketType] : undefined
  const number = Number(port)
  if (!security || !/^[a-z0-9.-]{1,253}$/i.test(hostname) || !isPort(number)) return undefined
  return {
    kind,
    host: hostname.toLowerCase(),
    port: number,
    security,
    local: username === '%EMAILLOCALPART%',
  }
}
