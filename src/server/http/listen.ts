import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { HttpEnv } from './parts.ts'

export interface Listening {
  host: string
  port: number
  /** Stops taking connections, lets answers under way end for `grace` milliseconds, then cuts what remains. */
  close(grace?: number): Promise<void>
}

/** Listens; port 0 lets the system choose. Rejects when the port is taken. */
export function listen(app: Hono<HttpEnv>, at: { host: string; port: number }): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: at.host, port: at.port }, () => {
      const { port } = server.address() as AddressInfo
      server.removeListener('error', reject)
      resolve({ host: at.host, port, close: (grace) => close(server as Server, grace ?? 3000) })
    })
    server.once('error', reject)
  })
}

function close(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
