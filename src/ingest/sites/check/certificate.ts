import { connect, type PeerCertificate } from 'node:tls'
import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'

export interface Certificate {
  expires: Date
  /** Who gave it. */
  issuer: string
}

const TIMEOUT = 10_000

/**
 * The certificate that a site shows, also one that is not good any more; undefined where it shows none now. Goes to an
 * address that the one guard of the way out has checked.
 */
export async function certificateOf(http: SafeHttp, url: string): Promise<Certificate | undefined> {
  const target = URL.parse(url)
  if (target?.protocol !== 'https:') return undefined
  const port = Number(target.port) || 443
  try {
    // The whole address first, by the rules of the web; then the same host, once more, for what to dial.
    await http.check(url)
    const [address] = await http.addresses(target.hostname, port, [port])
    return address ? await shown(address, port, target.hostname.replace(/^\[|\]$/g, '')) : undefined
  } catch (error) {
    if (error instanceof HttpFailure) return undefined
    throw error
  }
}

function shown(host: string, port: number, name: string): Promise<Certificate | undefined> {
  return new Promise((resolve) => {
    const servername = /^[\d.]+$|:/.test(name) ? '' : name
    // What it says of itself is all that is asked; nothing is sent to it, and nothing believed.
    const socket = connect({ host, port, servername, rejectUnauthorized: false, timeout: TIMEOUT })
    const end = (found?: Certificate) => {
      socket.destroy()
      resolve(found)
    }
    socket.once('secureConnect', () => end(read(socket.getPeerCertificate())))
    socket.once('timeout', () => end())
    socket.once('error', () => end())
    socket.once('close', () => end())
  })
}

function read(certificate: PeerCertificate): Certificate | undefined {
  const expires = new Date(certificate.valid_to)
  if (Number.isNaN(expires.getTime())) return undefined
  const { O: firm, CN: name } = certificate.issuer ?? {}
  return { expires, issuer: String(firm ?? name ?? '').slice(0, 200) }
}
