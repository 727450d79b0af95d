const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * The origins that are this server's own: the public address and, when that is this very machine, its other names.
 */
export function ownOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl)
  if (!LOOPBACK.includes(url.hostname)) return [url.origin]
  const port = url.port ? `:${url.port}` : ''
  return [
    url.origin,
    ...LOOPBACK.map((name) => `${url.protocol}//${name}${port}`).filter((one) => one !== url.origin),
  ]
}
