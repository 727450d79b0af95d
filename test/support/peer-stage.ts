import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { ChannelAccount, ConversationEntry, Page as ListPage } from '../../src/server/api.ts'
import { type BlueskyPeer, blueskyPeerAbsent, startBlueskyPeer } from './bluesky-peer.ts'
import { CHROMIUM } from './chromium.ts'
import { type Client, setUpOwner } from './client.ts'
import { type MailPeer, mailPeerAbsent, startMailPeer } from './mail-peer.ts'
import { type RunningProgram, startProgram } from './program.ts'

/** The whole program, its interface in a browser, and the real servers of two networks. */
export interface PeerStage {
  bluesky: BlueskyPeer
  mail: MailPeer
  program: RunningProgram
  client: Client
  /** A window of the owner, who has signed in by the page. */
  open(locale: 'fr' | 'en'): Promise<Page>
  account(channel: string, name?: string): Promise<ChannelAccount>
  /** What our side has said in a conversation, as the program tells it. */
  said(conversationId: string): Promise<string[]>
  stop(): Promise<void>
}

const noBrowser = CHROMIUM.executablePath ? undefined : 'not run: no Chromium here'

/** Why this cannot be had here; undefined where it can. */
export function peerStageAbsent(): string | undefined {
  return blueskyPeerAbsent() ?? mailPeerAbsent() ?? noBrowser
}

const WORDS = {
  fr: { email: 'Adresse électronique', password: 'Mot de passe', enter: 'Entrer' },
  en: { email: 'E-mail address', password: 'Password', enter: 'Enter' },
}

async function signInByPage(context: BrowserContext, locale: 'fr' | 'en'): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto('/sign-in')
  const words = WORDS[locale]
  await page.getByLabel(words.email).fill('lea@example.org')
  await page.getByLabel(words.password, { exact: true }).fill('une longue phrase de passe')
  await page.getByRole('button', { name: words.enter, exact: true }).click()
  await page.waitForURL('**/day')
  return page
}

export async function startPeerStage(): Promise<PeerStage> {
  const ending: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of ending.reverse()) await end()
  }
  try {
    const bluesky = await startBlueskyPeer()
    ending.push(bluesky.stop)
    const mail = await startMailPeer()
    ending.push(mail.stop)
    const { imap, imaps, submission } = mail
    const webs = [bluesky.pds, bluesky.plc].map((url) => new URL(url).host)
    const mails = [imap, imaps, submission].map((port) => `localhost:${port}`)
    const env = { VEILLEE_ALLOW_HOSTS: [...webs, ...mails].join(','), NODE_EXTRA_CA_CERTS: mail.certificate }
    const program = await startProgram({ env })
    ending.push(program.stop)
    const client = await setUpOwner(program, ['Maison Exemple'])
    const browser = await chromium.launch(CHROMIUM)
    ending.push(() => browser.close())
    return { bluesky, mail, program, client, ...viewOf(program, client, browser), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function viewOf(program: RunningProgram, client: Client, browser: Browser) {
  return {
    async open(locale: 'fr' | 'en'): Promise<Page> {
      await client.call('PATCH', '/me', { locale })
      const context = await browser.newContext({
        baseURL: program.url,
        locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
        timezoneId: 'Europe/Paris',
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 860 },
      })
      return signInByPage(context, locale)
    },
    async account(channel: string, name?: string): Promise<ChannelAccount> {
      const list = await client.call<ChannelAccount[]>('GET', '/accounts')
      const found = list.find((one) => one.channel === channel && (!name || one.name === name))
      if (!found) throw new Error(`no account of ${channel} is connected`)
      return found
    },
    async said(id: string): Promise<string[]> {
      const { items } = await client.call<ListPage<ConversationEntry>>('GET', `/conversations/${id}/items`)
      return items.flatMap((one) => (one.kind === 'message' && one.ours ? [one.activity.text ?? ''] : []))
    },
  }
}
