import type { Activity } from '../../../activity/index.ts'
import { type Account, type Again, ChannelFailure, type Errand, type Host, type Sent } from '../../channel.ts'
import { type EmailConfig, ownAddresses, smtpOf } from '../config.ts'
import { type Handed, handOver } from '../line/smtp.ts'
import { activityOf } from '../mail/message.ts'
import { parseMail } from '../mail/parse.ts'
import { compose, messageIdOf } from './compose.ts'
import { fileSent, inSentFolder } from './sent.ts'

/** Sends the mail of an errand; answers once the server has taken it. */
export async function reply(account: Account<EmailConfig>, errand: Errand, host: Host): Promise<Sent> {
  const letter = await compose(errand, account.config)
  const handed = await handOver(smtpOf(account.config), letter, host)
  // What cannot be filed was sent all the same.
  if (account.config.filing === 'program') {
    await fileSent(account, host, { ...letter, at: errand.at }).catch(() => host.status('not-filed'))
  }
  return { activity: marked(await activityIn(letter.raw, account, errand, host), handed) }
}

/** The mail as it will be read again from the folder of what was sent. */
async function activityIn(
  raw: Uint8Array,
  { config }: Account<EmailConfig>,
  { at, to }: Errand,
  host: Host,
): Promise<Activity> {
  const activity = await activityOf(await parseMail(raw), {
    own: ownAddresses(config),
    sent: true,
    arrived: at,
    keep: host.keep,
  })
  // Where it belongs is known better than its headers tell.
  const thread = to?.thread ?? activity.object.thread
  return { ...activity, ours: true, object: { ...activity.object, thread, inReplyTo: to?.id } }
}

/** A copy that the server would not take is as a mail that came back from there. */
function marked(activity: Activity, { refused: [worst] }: Handed): Activity {
  if (!worst) return activity
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(worst.words)?.[0]
  const bounce = {
    recipient: worst.recipient,
    ...(status && { status }),
    permanent: !worst.words.startsWith('4'),
    words: worst.words,
  }
  return { ...activity, extra: { ...activity.extra, bounce } }
}

/** Seconds after which a mail that the server took stands in the folder that the server files it in. */
const FILED_AFTER = 120

/**
 * SMTP has no idempotency. A server that files what it sends shows whether it did; otherwise the folder shows only what
 * we have filed ourselves, and its silence tells nothing (see `find`).
 */
export function again(): Again {
  return { kind: 'find', after: FILED_AFTER }
}

export async function find(
  account: Account<EmailConfig>,
  errand: Errand,
  host: Host,
): Promise<Sent | undefined> {
  const found = await inSentFolder(account, host, messageIdOf(errand, account.config))
  if (found) return { activity: await activityIn(found.raw, account, errand, host) }
  if (account.config.filing === 'server') return undefined
  throw new ChannelFailure({ kind: 'uncertain', detail: 'email.not-in-sent' })
}
