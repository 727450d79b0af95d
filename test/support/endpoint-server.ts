import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  id: string
  type: string
  body: string
  headers: Record<string, string | string[] | undefined>
}

/** What an endpoint does with a message: a status, or nothing at all. */
export type Manner =
  | number
  | 'hang'
  | 'cut'
  | { status: number; headers: Record<string, string>; body?: string }

export interface EndpointServer {
  url: string
  heard: Heard[]
  /** By type of event, or for all. */
  manner: (message: Heard) => Manner
  close(): Promise<void>
}

export async function startEndpoint(): Promise<EndpointServer> {
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const message = {
      id: String(request.headers['webhook-id']),
      type: (JSON.parse(body) as { type: string }).type,
      body,
      headers: request.headers,
    }
    server.heard.push(message)
    const manner = server.manner(message)
    if (manner === 'hang') return
    if (manner === 'cut') return void response.destroy()
    if (typeof manner === 'number') return void response.writeHead(manner).end('merci')
    response.writeHead(manner.status, manner.headers).end(manner.body ?? '')
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server: EndpointServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`,
    heard: [],
    manner: () => 204,
    close: async () => {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
  return server
}

/** Verifies as the receivers' own libraries do: any one `v1` signature of the secret will do. */
export function verifies(secret: string, { headers, body }: Heard): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}
