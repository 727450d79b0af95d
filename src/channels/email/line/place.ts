import { isIP } from 'node:net'
import { HttpFailure, isPublicAddress, type SafeHttp } from '../../../../lib/http/index.ts'
import { ChannelFailure } from '../../channel.ts'
import type { Server } from '../config.ts'

/** Those of the protocols, and the second one that many providers give for sending. */
const PORTS: Record<Server['kind'], readonly number[]> = { imap: [143, 993], smtp: [25, 465, 587, 2525] }

/** Where to dial: a checked address, and the name that its certificate must bear; absent where it is an address too. */
export interface Place {
  ip: string
  servername?: string
}

/** The checked addresses of a server, to be tried in this order. Nothing but these is ever dialled. */
export async function placesOf(server: Server, http: SafeHttp): Promise<Place[]> {
  const { host, port, security, kind } = server
  try {
    const addresses = await http.addresses(host, port, PORTS[kind])
    // In clear anybody on the way could read the password: only where there is no way, on the operator's own machines.
    if (security === 'clear' && addresses.some(isPublicAddress)) {
      throw new ChannelFailure({ kind: 'refused', detail: 'email.clear' })
    }
    return addresses.slice(0, 4).map((ip) => ({ ip, ...(isIP(host) === 0 && { servername: host }) }))
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    const detail = `http.${error.kind}`
    throw new ChannelFailure(
      error.refusedByUs ? { kind: 'refused', detail } : { kind: 'unreachable', detail },
      { cause: error },
    )
  }
}
