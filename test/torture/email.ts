import { channelOf } from '../../src/channels/index.ts'
import { createAccount } from '../../src/ingest/index.ts'
import { type EmailServer, startEmail } from '../support/email-server.ts'
import type { SmtpFault } from '../support/smtp-server.ts'
import type { TortureNetwork } from './network.ts'

const FAULTS: SmtpFault[] = [
  'timeout-after-acceptance',
  '500-after-acceptance',
  'cut-mid-body',
  'cut-after-acceptance',
  'refuse-connection',
  'rate-limit',
  'token-dies',
]

/** A mail provider that files what it sends, or does not: then nobody can tell what became of a mail. */
export async function emailNetwork(files: boolean): Promise<TortureNetwork> {
  const servers: EmailServer[] = []
  const channel = channelOf('email')
  if (!channel) throw new Error('no channel')
  let faulty: NodeJS.Timeout | undefined
  const mails = () => servers.flatMap((server) => server.outbound.map(({ raw }) => textOf(raw)))
  return {
    name: `mail, ${files ? 'filed by the server' : 'filed by nobody'}`,
    channel: channel.id,
    stream: 'email',
    mayAsk: !files,
    faults: FAULTS,
    order: () => ({ act: 'reply', to: { activityId: crypto.randomUUID(), reference: question() } }),
    plan(fault) {
      // Mails meet what comes next, whoever they are.
      let n = 0
      clearInterval(faulty)
      faulty = setInterval(() => {
        for (const server of servers) {
          const next = fault(`mail ${n++}`, 1)
          server.faults.length = 0
          if (next !== undefined) server.faults.push(next as SmtpFault)
        }
      }, 40)
    },
    async account(runner, workspaceId) {
      const address = `aide${servers.length}@maison.example`
      const server = await startEmail({ address, files, ...(files ? { lateVisibility: 0.2 } : {}) })
      servers.push(server)
      const config = channel.config.parse(server.config) as Record<string, unknown>
      return createAccount(runner.db, runner.vault, channel, { workspaceId, name: address, config })
    },
    accepted: (text) => mails().filter((one) => one === text).length,
    times: () => [],
    said: mails,
    heal() {
      for (const server of servers) if (server.faults[0] === 'token-dies') server.faults.length = 0
    },
    onKill: () => undefined,
    onSaid: () => undefined,
    async close() {
      clearInterval(faulty)
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}

/** The first line of a mail, which is all that the harness writes. */
function textOf(raw: Buffer): string {
  return /^(\d+-\d+(?: undone)?)\s*$/m.exec(raw.toString())?.[1] ?? ''
}

function question() {
  return {
    id: 'q1@client.example',
    verb: 'Create' as const,
    ours: false,
    published: new Date('2026-11-03T09:12:00Z'),
    actor: { id: 'lea@client.example', handle: 'lea@client.example', name: 'Léa Martin' },
    title: 'Ma commande',
    text: 'Où est ma commande ?',
    thread: 'root@client.example',
    visibility: 'private' as const,
    extra: { mail: { to: [{ address: 'aide@maison.example', name: '' }], subject: 'Ma commande' } },
  }
}
