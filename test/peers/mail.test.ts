import assert from 'node:assert/strict'
import { test } from 'node:test'
import tls from 'node:tls'
import { createTransport } from 'nodemailer'
import { uuidv7 } from 'uuidv7'
import type { Activity } from '../../src/activity/index.ts'
import { ChannelFailure, type Errand, type Reference } from '../../src/channels/channel.ts'
import { createEmail } from '../../src/channels/email/index.ts'
import { listening, loopbackHttp } from '../support/listening.ts'
import { mailPeerAbsent, mailsOf, startMailPeer } from '../support/mail-peer.ts'
import { accountOf, hostOf } from '../support/pulling.ts'

const channel = createEmail({ look: 500, again: [100] })

function referenceTo({
  externalId,
  verb,
  published,
  actor,
  object,
  visibility,
  ours = false,
  extra = {},
}: Activity): Reference {
  const { title, text, thread } = object
  return { id: externalId, verb, ours, published, actor, title, text, thread, visibility, extra }
}

function bounceOf({ extra = {} }: Activity) {
  return extra.bounce as { recipient: string; permanent: boolean; status: string }
}

function answer(to: Reference, text: string): Errand {
  return {
    act: 'reply',
    key: uuidv7(),
    at: new Date(),
    tries: 0,
    draft: { text, quote: true, lang: 'fr', media: [] },
    to,
  }
}

test('postfix and dovecot: heard, answered in the thread, filed once, refused, and come back', {
  skip: mailPeerAbsent(),
  timeout: 120_000,
}, async (t) => {
  const peer = await startMailPeer()
  const http = loopbackHttp()
  const trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, peer.authority])
  t.after(async () => {
    tls.setDefaultCACertificates(trusted)
    await http.close()
    await peer.stop()
  })
  const config = {
    address: 'support@community.test',
    name: 'Maison Exemple',
    imapHost: '127.0.0.1',
    imapPort: peer.imaps,
    imapUser: 'support@community.test',
    imapPassword: 'pw-support',
    smtpHost: '127.0.0.1',
    smtpPort: peer.submission,
    smtpSecurity: 'starttls',
    days: 1,
  }
  const account = accountOf(channel, config)
  const host = hostOf(http, () => new Date())
  await channel.test?.(account, host)
  await channel.test?.(accountOf(channel, { ...config, imapPort: peer.imap, imapSecurity: 'starttls' }), host)
  const state = listening(channel, config, { http })
  t.after(() => state.stop())
  const heard = async (fits: (activity: Activity) => boolean, what: string) => {
    await state.until(() => state.activities.some(fits), what)
    return state.activities.find(fits) as Activity
  }
  await state.until(() => state.statuses.some(({ key }) => key === 'live'), 'live')

  const mark = uuidv7()
  const alice = createTransport({ host: '127.0.0.1', port: peer.transport, ignoreTLS: true })
  const asked = await alice.sendMail({
    from: 'Alice Été <alice@community.test>',
    to: 'support@community.test',
    subject: `Où est ma commande ? ${mark}`,
    text: 'Bonjour,\n\nje l’attends.\n\n-- \nAlice',
  })
  const question = await heard(({ externalId }) => `<${externalId}>` === asked.messageId, 'the question')
  assert.equal(question.object.text, 'Bonjour,\n\nje l’attends.')
  assert.equal(question.actor.name, 'Alice Été')

  const errand = answer(referenceTo(question), `Elle part demain. ${mark}`)
  const sent = await channel.reply?.(account, errand, host)
  assert.ok(sent)
  const echo = await heard(
    ({ externalId }) => externalId === sent.activity.externalId,
    'our own answer, in the folder of what was sent',
  )
  assert.deepEqual(
    [echo.ours, echo.object.text, echo.object.thread],
    [true, `Elle part demain. ${mark}`, question.externalId],
  )
  assert.deepEqual((await channel.find?.(account, errand, host))?.activity.externalId, echo.externalId)
  const until = Date.now() + 20_000
  let received: string | undefined
  while (!received && Date.now() < until)
    received = (await mailsOf('alice', peer)).find((mail) => mail.includes(errand.key))
  assert.match(received ?? '', new RegExp(`^In-Reply-To: ${asked.messageId.replace(/[.+]/g, '\\$&')}`, 'mi'))

  const unknown = { ...referenceTo(question), actor: { id: 'personne@community.test' } }
  await assert.rejects(
    channel.reply?.(account, answer(unknown, 'Perdu'), host) ?? Promise.resolve(),
    (error: unknown) =>
      error instanceof ChannelFailure &&
      error.failure.kind === 'refused' &&
      /550 5\.1\.1/.test(error.failure.detail),
  )
  const doomed = answer(
    { ...referenceTo(question), actor: { id: `x-${mark.slice(-6)}@bounce.test` } },
    'Reviendra',
  )
  const accepted = await channel.reply?.(account, doomed, host)
  const back = await heard(
    ({ verb, object }) => verb === 'Reject' && object.id === accepted?.activity.externalId,
    'the mail that comes back',
  )
  const { recipient, permanent, status } = bounceOf(back)
  assert.deepEqual([recipient, permanent], [`x-${mark.slice(-6)}@bounce.test`, true])
  assert.match(status, /^5\./)
  assert.equal(back.object.thread, question.externalId, 'told where the answer stands')
})
