import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Account, ChannelFailure, Errand, Host } from '../channel.ts'
import type { SiteConfig } from './config.ts'
import { contrast, inkOn, openNow, site } from './index.ts'

const config = site.config.parse({}) as SiteConfig
const account: Account<SiteConfig> = { id: 'a1', workspaceId: 'w1', channel: 'site', name: 'Maison', config }
const errand: Errand = {
  act: 'reply',
  key: '01980000-0000-7000-8000-000000000001',
  at: new Date('2026-11-20T10:00:00Z'),
  tries: 0,
  draft: { text: 'Bonjour, merci.', media: [] },
  to: {
    id: 'v1:m1',
    verb: 'Create',
    ours: false,
    published: new Date('2026-11-20T09:00:00Z'),
    actor: { id: 'v1' },
    thread: 'v1',
    visibility: 'private',
    extra: {},
  },
}
const host = {
  now: () => errand.at,
  keep: async ({ name }: { name: string }) => ({
    url: `attachment:${name}`,
    mediaType: name.endsWith('.png') ? 'image/png' : 'application/pdf',
  }),
} as unknown as Host

describe('an answer to a visitor', () => {
  it('stands in their thread under the key of its errand, private and ours, the same at each try', async () => {
    const [first, second] = [
      await site.reply?.(account, errand, host),
      await site.reply?.(account, { ...errand, tries: 1 }, host),
    ]
    assert.deepEqual(first, second)
    const { activity } = first ?? assert.fail()
    assert.deepEqual(
      [activity.externalId, activity.object.thread, activity.object.inReplyTo, activity.visibility],
      [errand.key, 'v1', 'v1:m1', 'private'],
    )
    assert.equal(activity.ours, true)
    assert.equal(site.again?.(account, errand).kind, 'harmless')
  })

  it('carries files, kept under what they are', async () => {
    const media = ['vue.png', 'devis.pdf'].map((name) => ({
      ...{ name, mediaType: 'x', size: 1, alt: name === 'vue.png' ? 'La lampe' : '' },
      bytes: async () => new Uint8Array(1),
    }))
    const sent = await site.reply?.(account, { ...errand, draft: { text: '', media } }, host)
    assert.deepEqual(sent?.activity.object.media, [
      { type: 'image', url: 'attachment:vue.png', mediaType: 'image/png', name: 'vue.png', alt: 'La lampe' },
      { type: 'file', url: 'attachment:devis.pdf', mediaType: 'application/pdf', name: 'devis.pdf' },
    ])
  })

  it('is refused where there is no visitor, nothing to say, or nowhere to keep a file', async () => {
    const { thread: _thread, ...nobody } = errand.to ?? assert.fail()
    const { draft: _draft, ...silent } = errand
    const file = { name: 'a', mediaType: 'x', size: 1, alt: '', bytes: async () => new Uint8Array(1) }
    const { keep: _keep, ...bare } = host
    for (const [one, at] of [
      [{ ...errand, to: nobody }, host],
      [silent, host],
      [{ ...errand, draft: { text: 'x', media: [file] } }, bare],
    ] as [Errand, Host][])
      await assert.rejects(
        site.reply?.(account, one, at) ?? assert.fail(),
        (error: ChannelFailure) => error.failure.kind === 'refused',
      )
  })
})

describe('what a site may be set to', () => {
  const refused = (given: Record<string, unknown>) => !site.config.safeParse(given).success

  it('is an origin as browsers write it, whatever stands behind it', () => {
    const given = { origins: ['https://Boutique.example/panier?x=1', 'http://localhost:8080'] }
    assert.deepEqual((site.config.parse(given) as SiteConfig).origins, [
      'https://boutique.example',
      'http://localhost:8080',
    ])
    for (const origin of ['*', 'null', 'boutique.example', 'javascript:alert(1)', 'file:///x', 'https://'])
      assert.ok(refused({ origins: [origin] }), origin)
  })

  it('has windows within a day, days that there are, zones that there are and colours that can be seen', () => {
    assert.ok(!refused({ hours: [{ day: 1, from: '09:00', to: '24:00' }], closed: ['2026-12-25'] }))
    for (const wrong of [
      { hours: [{ day: 8, from: '09:00', to: '10:00' }] },
      { hours: [{ day: 1, from: '10:00', to: '09:00' }] },
      { hours: [{ day: 1, from: '9:00', to: '10:00' }] },
      { hours: [{ day: 1, from: '24:00', to: '24:00' }] },
      { closed: ['2026-02-30'] },
      { zone: 'Europe/Atlantis' },
      { colour: 'red' },
      { privacyUrl: 'javascript:alert(1)' },
      { retention: 0 },
      { callBack: { minutes: 0 } },
      { unknown: 1 },
    ])
      assert.ok(refused(wrong), JSON.stringify(wrong))
  })

  it('says what is written on any colour in black or white that can be read', () => {
    const colour = fc
      .integer({ min: 0, max: 0xffffff })
      .map((number) => `#${number.toString(16).padStart(6, '0')}`)
    fc.assert(fc.property(colour, (one) => contrast(one, inkOn(one)) >= 4.5))
    assert.equal(Math.round(contrast('#000000', '#ffffff')), 21)
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
  })
})

describe('whether somebody is there', () => {
  const hours = [
    { day: 5, from: '09:00', to: '12:00' },
    { day: 5, from: '14:00', to: '24:00' },
    { day: 7, from: '01:00', to: '03:00' },
  ]
  const at = (now: string, more: Partial<SiteConfig> = {}) =>
    openNow({ zone: 'Europe/Paris', hours, closed: [], ...more }, new Date(now))

  it('is by the clocks of the site, not ours, and excludes the end', () => {
    assert.deepEqual(
      ['07:59', '08:00', '10:59', '11:00', '13:00', '22:59', '23:00'].map((time) =>
        at(`2026-11-20T${time}Z`),
      ),
      [false, true, true, false, true, true, false],
    )
    assert.equal(at('2026-11-20T08:30Z', { zone: 'America/New_York' }), false)
  })

  it('is never on a day that is closed, and always where no hours are given', () => {
    assert.equal(at('2026-11-20T10:00Z', { closed: ['2026-11-20'] }), false)
    assert.equal(at('2026-11-21T10:00Z', { hours: [] }), true)
    assert.equal(at('2026-11-20T23:30Z', { hours: [], closed: ['2026-11-21'] }), false)
  })

  it('holds twice in the hour that comes twice, and not in the one that is skipped', () => {
    assert.deepEqual(
      ['2026-10-24T23:30Z', '2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-25T02:30Z'].map((one) =>
        at(one),
      ),
      [true, true, true, false],
    )
    assert.deepEqual(
      ['2026-03-29T00:30Z', '2026-03-29T01:00Z'].map((one) => at(one)),
      [true, false],
    )
  })
})
