import type { Browser, Page } from 'playwright-core'
import type { Client } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import type { startIrc } from '../support/irc-server.ts'
import type { RunningProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** A window of somebody's own, in English and light; after `patience` milliseconds it gives up. */
export async function windowOf(
  browser: Browser,
  program: RunningProgram,
  client: Client,
  patience = 20_000,
): Promise<Page> {
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  const page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(patience)
  return page
}

/** Connects a room of an IRC server of ours, what is said in it being conversations, and waits until the house is in it. */
export async function joinSalon(client: Client, irc: Awaited<ReturnType<typeof startIrc>>): Promise<void> {
  await client.call('POST', '/accounts', {
    channel: 'irc',
    name: 'Salon',
    config: { server: '127.0.0.1', port: irc.port, tls: false, nick: 'Maison', rooms: ['#salon'] },
    inbox: true,
  })
  await eventually(
    () => irc.present('Maison', '#salon'),
    (there) => there,
  )
}
