import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { zstdCompressSync } from 'node:zlib'
import { type WebSocket, WebSocketServer } from 'ws'
import type { JetstreamEvent } from './jetstream-events.ts'

/** How a connection is ended: by a closing frame, by silence on the wire, or in the middle of a frame. */
export type CutStyle = 'closed' | 'abrupt' | 'mid-frame'

export interface JetstreamOptions {
  /** Microseconds of history that a replay may reach back to; what is older is skipped without a word, as v1 does. */
  retention?: number
  dictionary?: Buffer
  /** After how many events, and how, connection number `n` (from 0) is cut. */
  cut?(n: number): { after: number; style: CutStyle } | undefined
  /** So many events before the live end are lost when a replay becomes live (the original server's fault). */
  losesAtCutover?: number
  /** Raw frames sent before event number `n` of a connection. */
  noise?(n: number): (string | Buffer)[]
  /** Asks after so many events whether they have arrived. */
  pingEvery?: number
  /** Bytes written to the wire as they are, in place of this event. */
  poison?: { event: JetstreamEvent; bytes: Buffer }
}

export interface Connection {
  query: URLSearchParams
  cursor: number | undefined
  userAgent: string
  sent: number
  /** How many of them the listener has read off the wire, by its answers to pings: what the kernels hold is not. */
  taken: number
  open: boolean
}

export interface JetstreamServer {
  url: string
  /** All that was ever said, oldest first. */
  log: JetstreamEvent[]
  connections: Connection[]
  live(): number
  say(...events: JetstreamEvent[]): void
  cut(style?: CutStyle): void
  /** Holds every event back, connections staying open and answering pings. */
  stall(on: boolean): void
  /** Answers the handshake with this status; undefined lets everybody in again. */
  refuse(status: number | undefined): void
  close(): Promise<void>
}

/** A Jetstream (version 1) on loopback, that behaves as badly as it is told. */
export async function startJetstream(options: JetstreamOptions = {}): Promise<JetstreamServer> {
  const log: JetstreamEvent[] = []
  const connections: Connection[] = []
  const clients = new Set<{ pump(): void; end(style: CutStyle): void }>()
  let stalled = false
  let refusal: number | undefined
  const http = createServer()
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false })

  http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // Whoever asked may be gone before it is answered.
    socket.on('error', () => undefined)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const cursor = url.searchParams.get('cursor')
    const status = url.pathname !== '/subscribe' ? 404 : cursor && !/^\d+$/.test(cursor) ? 400 : refusal
    if (status) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    wss.handleUpgrade(request, socket, head, (ws) => serve(ws, socket, request, url.searchParams))
  })

  function serve(ws: WebSocket, socket: Socket, request: IncomingMessage, query: URLSearchParams) {
    const n = connections.length
    const asked = query.get('cursor')
    const cursor = asked === null ? undefined : Number(asked)
    const connection: Connection = {
      query,
      cursor,
      userAgent: request.headers['user-agent'] ?? '',
      sent: 0,
      taken: 0,
      open: true,
    }
    connections.push(connection)
    const wants = filterOf(query)
    const limit = Number(query.get('maxMessageSizeBytes') ?? 0)
    const planned = options.cut?.(n)
    let next = startOf(log, cursor, options.retention)
    let replaying = cursor !== undefined && options.losesAtCutover !== undefined
    const end = (style: CutStyle) => {
      connection.open = false
      clients.delete(client)
      if (style === 'closed') ws.close(1001, 'going away')
      else if (style === 'abrupt') socket.destroy()
      // Announces 126 bytes and gives ten.
      else
        socket.write(Buffer.from([0x81, 126, 0, 126, ...Buffer.from('{"did":"di')]), () => socket.destroy())
    }
    const pump = () => {
      while (!stalled && connection.open && ws.bufferedAmount < 256 * 1024) {
        if (replaying && next >= log.length - (options.losesAtCutover ?? 0)) {
          replaying = false
          next = log.length
        }
        const event = log[next]
        if (!event) return
        next++
        if (!wants(event)) continue
        if (event === options.poison?.event) {
          socket.write(options.poison.bytes)
          continue
        }
        const text = JSON.stringify(event)
        if (limit > 0 && text.length > limit) continue
        for (const frame of options.noise?.(connection.sent) ?? []) ws.send(frame)
        const packed = query.get('compress') === 'true' && options.dictionary
        ws.send(packed ? zstdCompressSync(text, { dictionary: options.dictionary }) : text)
        if (++connection.sent === planned?.after) end(planned.style)
        else if (options.pingEvery && connection.sent % options.pingEvery === 0) ws.ping(`${connection.sent}`)
      }
      // The reader is slow: go on when what was written has left. Whoever says more meanwhile waits for the same.
      const slow = !stalled && connection.open && next < log.length
      if (slow && socket.listenerCount('drain', pump) === 0) socket.once('drain', pump)
    }
    const client = { pump, end }
    clients.add(client)
    const gone = () => {
      connection.open = false
      clients.delete(client)
    }
    ws.on('pong', (data) => {
      connection.taken = Number(data.toString())
    })
    ws.on('close', gone)
    ws.on('error', gone)
    pump()
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}/subscribe`,
    log,
    connections,
    live: () => connections.filter((connection) => connection.open).length,
    say(...events) {
      for (const event of events) log.push(event)
      for (const client of clients) client.pump()
    },
    cut(style = 'abrupt') {
      for (const client of [...clients]) client.end(style)
    },
    stall(on) {
      stalled = on
      for (const client of clients) client.pump()
    },
    refuse(status) {
      refusal = status
    },
    async close() {
      for (const ws of wss.clients) ws.terminate()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

/** The place of the first event at or after the cursor; a cursor ahead of everything, or none, is the live end. */
function startOf(
  log: JetstreamEvent[],
  cursor: number | undefined,
  retention = Number.POSITIVE_INFINITY,
): number {
  if (cursor === undefined) return log.length
  const newest = log.at(-1)?.time_us ?? 0
  const from = Math.max(cursor, newest - retention)
  const index = log.findIndex((event) => event.time_us >= from)
  return index < 0 ? log.length : index
}

function filterOf(query: URLSearchParams): (event: JetstreamEvent) => boolean {
  const collections = query.getAll('wantedCollections')
  const dids = query.getAll('wantedDids')
  const fits = (wanted: string, collection: string) =>
    wanted.endsWith('.*') ? collection.startsWith(wanted.slice(0, -1)) : wanted === collection
  return ({ did, commit }) => {
    if (dids.length > 0 && !dids.includes(did)) return false
    if (collections.length === 0 || !commit) return true
    return collections.some((wanted) => fits(wanted, commit.collection))
  }
}
