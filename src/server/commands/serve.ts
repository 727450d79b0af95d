import { translate } from '../../../lib/i18n/index.ts'
import { type Config, readConfig } from '../config.ts'
import { serve } from '../serve.ts'

/** `veillee serve`: runs until told to stop, be it while it still starts; a second signal does not wait. */
export async function serveCommand(
  given: { role?: Config['role']; demo?: boolean },
  write: (text: string) => void,
): Promise<number> {
  const config = { ...readConfig(), ...(given.role ? { role: given.role } : {}) }
  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  const say = (key: string, values: Record<string, string> = {}) =>
    write(`${translate(config.locale, `start:${key}`, values)}\n`)
  const progress = (done: number) =>
    process.stderr.isTTY &&
    process.stderr.write(`\r${translate(config.locale, 'start:filling')} ${Math.round(100 * done)} % `)
  const starting = new AbortController()
  let ask = () => starting.abort()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ask())
  const options = { onLost: () => end(1), signal: starting.signal, ...(given.demo ? { demo: progress } : {}) }
  const served = await serve(config, options).catch((error: unknown) => {
    if (!starting.signal.aborted) throw error
  })
  if (!served) return leave(0)
  ask = () => end(0)
  if (served.demo) say('demo', { url: served.url, ...served.demo })
  else if (served.setUp) say('set-up', { link: served.setUp })
  else if (served.url) say('ready', { url: served.url })
  else say('worker')
  const code = await ended
  await served.stop()
  return leave(code)
}

/** Whatever still holds the process by then (a library's timer) has nothing left to say. */
function leave(code: number): number {
  setTimeout(() => process.exit(code), 500).unref()
  return code
}
