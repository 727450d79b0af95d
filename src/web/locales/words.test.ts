import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Act, Audience, ConversationEntry, Delivery, Import, Objective } from '../../server/api.ts'
import { OUTBOX_VIEWS, VIEWS } from '../app/search.ts'
import type { Heard } from '../inbox/answer/audience.ts'
import { meaningOf } from '../inbox/bounce.ts'
import { decisionsOf } from '../outbox/use-decide.ts'

/** Words that the interface finds by putting a value in the key: a new value without its words would show the key. */
const each = <K extends string>(all: Record<K, true>) => Object.keys(all)
type Happening = Extract<ConversationEntry, { kind: 'event' }>['what']

const ACTS = each<Act>({
  publish: true,
  reply: true,
  like: true,
  unlike: true,
  repost: true,
  unrepost: true,
  remove: true,
  hide: true,
  unhide: true,
  mute: true,
  unmute: true,
  block: true,
  unblock: true,
})
const STATES = each<Delivery['state']>({
  waiting: true,
  sending: true,
  sent: true,
  refused: true,
  unknown: true,
  dropped: true,
  approval: true,
})
const AUDIENCES = each<Audience>({ public: true, unlisted: true, followers: true, direct: true })
const HEARD = each<Heard>({ public: true, unlisted: true, followers: true, direct: true, alike: true })
const HAPPENINGS = each<Happening>({
  assigned: true,
  done: true,
  reopened: true,
  snoozed: true,
  labelled: true,
  undelivered: true,
  delayed: true,
  'time-rule': true,
  rated: true,
  'answered-anyway': true,
  'model-draft': true,
  joined: true,
  parted: true,
  split: true,
  'split-from': true,
  'private-invited': true,
  'private-came': true,
  'private-from': true,
  'private-absent': true,
  'private-closed': true,
})
const IMPORTS = each<Import['state']>({
  ready: true,
  running: true,
  cancelled: true,
  failed: true,
  done: true,
})
const INDICATORS = each<Objective['indicator']>({
  'reply-time': true,
  'answered-share': true,
  sentiment: true,
  mentions: true,
  custom: true,
})
const DECISIONS = STATES.flatMap((state) => decisionsOf({ state: state as Delivery['state'] }))
const MEANINGS = ['5.1.1', '5.2.1', '5.2.2', '5.3.4', '5.4.1', '5.7.1', null].map(meaningOf)

/** File, what stands before the value, the values. */
const COMPOSED: [string, string, readonly string[]][] = [
  ['outbox', 'act', ACTS],
  ['outbox', 'state', [...STATES, 'held']],
  ['outbox', 'audience', [...AUDIENCES, 'same', 'label']],
  ['outbox', 'rewrite', [...AUDIENCES, 'same']],
  ['outbox', 'said', HEARD],
  ['outbox', 'blocked', ['paused', 'failing', 'stopped']],
  ['outbox', 'decide', DECISIONS],
  ['outbox', 'left_out', ['many', 'type']],
  ['outbox', 'mark', ['like', 'unlike', 'repost', 'unrepost', 'remove'].map((one) => `${one}_by`)],
  ['outbox', 'mark', ['like', 'like_done', 'repost', 'repost_done', 'repost_title', 'remove_text']],
  ['outbox', 'view', OUTBOX_VIEWS],
  ['outbox', 'empty', OUTBOX_VIEWS],
  ['outbox', 'empty_text', OUTBOX_VIEWS],
  ['inbox', 'view', VIEWS],
  ['inbox', 'empty', VIEWS.flatMap((view) => [view, `${view}_text`])],
  ['inbox', 'event', [...HAPPENINGS, 'unassigned', 'taken']],
  ['inbox', 'event_auto', [...HAPPENINGS, 'unassigned']],
  ['inbox', 'bounce', [...MEANINGS, 'late', 'back', 'tries', 'said', 'them']],
  ['settings', 'channels.can', ACTS],
  ['settings', 'channels.health', ['ok', 'waiting', 'late', 'failing', 'paused', 'expiring']],
  ['settings', 'imports.state', IMPORTS],
  ['identity', 'finding', ['unknown', 'silent', 'denied', 'bad', 'good', 'faint', 'even']],
  ['identity', 'leaning', ['good', 'bad', 'mixed', 'unknown']],
  ['identity', 'history.what', ['declared', 'changed', 'moved', 'retired', 'again']],
  ['identity', 'field', ['word', 'description', 'terms', 'opposites', 'query']],
  ['identity', 'span', ['30d', '13w', '26w', '12m']],
  ['identity', 'column', ['word', 'phrase', 'count', 'share', 'tone', 'denied']],
  ['identity', 'form', ['terms', 'opposites'].flatMap((one) => [`${one}_fr`, `${one}_en`])],
  ['competitors', 'finding', ['none', 'little', 'ahead', 'level', 'behind']],
  ['competitors', 'feature', ['media', 'link', 'question', 'tag', 'long']],
  ['competitors', 'column', ['name', 'count', 'share', 'tone']],
  ['common', 'indicator', INDICATORS],
  ['set-up', 'target_unit', INDICATORS],
]

for (const locale of ['fr', 'en'] as const) {
  describe(`what is composed has its words in ${locale}`, () => {
    for (const [file, prefix, values] of COMPOSED)
      it(`${file}: ${prefix}`, () => {
        const words = readFileSync(new URL(`${locale}/${file}.json`, import.meta.url), 'utf8')
        const under = prefix.split('.').reduce((part, name) => part?.[name] ?? {}, JSON.parse(words))
        assert.deepEqual(
          values.filter((value) => typeof under[value] !== 'string'),
          [],
        )
      })
  })
}
