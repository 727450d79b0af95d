import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type Activity, VERBS } from '../../activity/index.ts'
import { understand } from '../../interpret/index.ts'
import { type Demo, generateDemo, PEOPLE, TOTAL } from './index.ts'
import { INTENTS, VOICES } from './voice/texts.ts'

const NOW = new Date('2026-03-17T14:20:00Z')
const DAY = 86_400_000
const HOUR = DAY / 24

interface Entry {
  key: string
  activity: Activity
}

function flatten(demo: Demo): Entry[] {
  return [...demo.batches].flatMap(({ accountKey, activities }) =>
    activities.map((activity) => ({ key: accountKey, activity })),
  )
}

/** What people wrote first-hand: no edits, and nothing of ours. */
function originals(demo: Demo, entries: Entry[]): Entry[] {
  const ours = new Set(demo.accounts.flatMap((account) => (account.self ? [account.self.id] : [])))
  return entries.filter(
    ({ activity }) =>
      (activity.verb === 'Create' || activity.verb === 'Review') && !ours.has(activity.actor.id),
  )
}

/** Every text and title anybody reads, with who wrote it. */
function texts(entries: Entry[]): string[] {
  return entries
    .flatMap(({ activity: { object } }) => [object.text ?? '', object.title ?? ''])
    .filter(Boolean)
}

describe('the demonstration', () => {
  let demo: Demo
  let entries: Entry[]
  before(() => {
    demo = generateDemo({ seed: 1, now: NOW })
    entries = flatten(demo)
  })

  it('has what was promised: 20,000 activities, 8 channels, 3,000 people who all ordered, 90 days', () => {
    assert.equal(entries.length, TOTAL)
    assert.equal(demo.people.length, PEOPLE)
    assert.equal(new Set(demo.accounts.map((account) => account.channel)).size, 8)
    const used = new Set(entries.map((entry) => entry.key))
    assert.deepEqual([...used].sort(), demo.accounts.map((account) => account.key).sort())
    const buyers = new Set(
      entries.filter((e) => e.activity.verb === 'Purchase').map((e) => e.activity.actor.id),
    )
    assert.ok(demo.people.every((person) => buyers.has(person.email)))
    for (const { activity } of entries) {
      const age = NOW.getTime() - activity.published.getTime()
      assert.ok(age > 0 && age <= 90 * DAY, activity.published.toISOString())
    }
  })

  it('is the same for the same seed and time, and another for another seed', () => {
    assert.deepEqual(flatten(generateDemo({ seed: 1, now: NOW })), entries)
    assert.deepEqual(generateDemo({ seed: 1, now: NOW }).states, demo.states)
    assert.notDeepEqual(flatten(generateDemo({ seed: 2, now: NOW }))[5000], entries[5000])
    assert.deepEqual(flatten(demo), entries, 'batches can be read twice')
  })

  it('speaks the vocabulary of the stream, with identities unique on each channel', () => {
    const seen = new Set<string>()
    const channels = new Map(demo.accounts.map((account) => [account.key as string, account.channel]))
    for (const { key, activity } of entries) {
      assert.ok(VERBS.includes(activity.verb))
      const identity = `${channels.get(key)} ${activity.externalId}`
      assert.ok(!seen.has(identity), identity)
      seen.add(identity)
      if (activity.verb === 'Create') assert.equal(activity.object.id, activity.externalId)
      if (activity.verb === 'Delete') assert.equal(activity.object.text, undefined)
      if (activity.object.rating !== undefined)
        assert.ok(activity.object.rating >= 1 && activity.object.rating <= 5)
      assert.ok(activity.actor.id.length > 0)
    }
    assert.ok(
      ['Update', 'Delete', 'Like', 'Announce', 'Follow', 'Undo', 'Join', 'Review', 'Purchase'].every((verb) =>
        entries.some((e) => e.activity.verb === verb),
      ),
    )
  })

  it('comes in order: batches day by day, each account by time, what is answered before its answer', () => {
    const last = new Map<string, number>()
    const times = new Map<string, number>()
    for (const { key, activity } of entries) {
      const at = activity.published.getTime()
      assert.ok(at >= (last.get(key) ?? 0))
      last.set(key, at)
      if (activity.verb === 'Create' || activity.verb === 'Review') times.set(activity.object.id, at)
    }
    for (const { activity } of entries) {
      const { inReplyTo, id } = activity.object
      if (inReplyTo && activity.verb === 'Create') {
        assert.ok(
          (times.get(inReplyTo) ?? Number.POSITIVE_INFINITY) <= activity.published.getTime(),
          `${activity.externalId} answers ${inReplyTo}`,
        )
      }
      if (
        activity.verb === 'Update' ||
        activity.verb === 'Delete' ||
        activity.verb === 'Like' ||
        activity.verb === 'Announce'
      ) {
        assert.ok(
          (times.get(id) ?? Number.POSITIVE_INFINITY) < activity.published.getTime(),
          `${activity.verb} of ${id}`,
        )
      }
    }
  })

  it('hardly repeats itself: under 3 % of exact duplicates among what people wrote', () => {
    const written = originals(demo, entries).map((entry) => entry.activity.object.text ?? '')
    const share = (written.length - new Set(written).size) / written.length
    assert.ok(written.length > 6000, String(written.length))
    assert.ok(share < 0.03, `${(share * 100).toFixed(2)} %`)
  })

  it('is three quarters French', () => {
    const lang = new Map(
      demo.people.flatMap((person) => person.handles.map((handle) => [handle.id, person.lang] as const)),
    )
    const said = originals(demo, entries).flatMap((entry) => lang.get(entry.activity.actor.id) ?? [])
    const french = said.filter((l) => l === 'fr').length / said.length
    assert.ok(french > 0.68 && french < 0.82, String(french))
  })

  it('has people on several channels, and a few who do much', () => {
    const perPerson = new Map<string, number>()
    for (const { activity } of entries)
      perPerson.set(activity.actor.id, (perPerson.get(activity.actor.id) ?? 0) + 1)
    assert.ok(demo.people.filter((person) => person.handles.length >= 4).length > 500)
    const counts = demo.people
      .map((person) => person.handles.reduce((sum, h) => sum + (perPerson.get(h.id) ?? 0), 0))
      .sort((a, b) => b - a)
    const all = counts.reduce((a, b) => a + b, 0)
    const tenth = counts.slice(0, PEOPLE / 10).reduce((a, b) => a + b, 0)
    assert.ok(tenth / all > 0.3, String(tenth / all))
  })

  it('lives by the clock: nights quiet, evenings busy', () => {
    const hours = new Array(24).fill(0)
    for (const { activity } of originals(demo, entries)) {
      const hour = Number(
        new Intl.DateTimeFormat('en-US', {
          timeZone: 'Europe/Paris',
          hour: 'numeric',
          hourCycle: 'h23',
        }).format(activity.published),
      )
      hours[hour]++
    }
    const night = hours[2] + hours[3] + hours[4]
    const evening = hours[19] + hours[20] + hours[21]
    assert.ok(evening > night * 5, `${night} ${evening}`)
  })

  it('has a crisis: calm, up in under an hour, repeated by others, answered, and down over days', () => {
    const start = demo.crisis.startedAt.getTime()
    const said = originals(demo, entries)
    const between = (list: Entry[], from: number, to: number) =>
      list.filter(
        ({ activity }) =>
          activity.published.getTime() >= start + from && activity.published.getTime() < start + to,
      ).length
    const before = between(said, -7 * DAY, 0) / (7 * 24)
    assert.ok(between(said, 0, HOUR) + between(said, HOUR, 2 * HOUR) > before * 2 * 12)
    assert.ok(between(said, 30 * 60_000, HOUR) > before * 5, 'loud within the hour')
    const peak = between(said, HOUR, 3 * HOUR) / 2
    assert.ok(between(said, 5 * DAY, 7 * DAY) / 48 < peak / 6)
    assert.ok(between(said, 15 * DAY, 22 * DAY) / (7 * 24) < before * 2, 'calm again')
    const announces = entries.filter((e) => e.activity.verb === 'Announce')
    assert.ok(between(announces, 0, 6 * HOUR) > 8 * (between(announces, -7 * DAY, 0) / 28))
    const ours = entries.filter(
      (e) =>
        e.activity.actor.name === 'Lumerelle' &&
        /Falot/.test(e.activity.object.text ?? '') &&
        !e.activity.object.inReplyTo,
    )
    assert.ok(between(ours, 0, HOUR) >= 3, 'a holding line within the hour on three networks')
    const moods = said
      .filter(
        ({ activity: { object, published } }) =>
          /falot/i.test(object.text ?? '') &&
          published.getTime() > start &&
          published.getTime() < start + 4 * HOUR,
      )
      .map(({ activity: { object } }) => understand({ text: object.text ?? '' }).sentiment)
    const share = (mood: string) => moods.filter((m) => m === mood).length / moods.length
    assert.ok(
      share('negative') > share('positive') * 1.5,
      `${share('negative')} against ${share('positive')}`,
    )
  })

  it('ends on a lively day with a few dozen people waiting, from minutes to two days', () => {
    const day = entries.filter(({ activity }) => NOW.getTime() - activity.published.getTime() < DAY)
    assert.ok(day.length > 100, String(day.length))
    const open = demo.states.filter((state) => state.status === 'open')
    assert.ok(open.length >= 24 && open.length <= 110, String(open.length))
    const last = new Map<string, { at: number; ours: boolean }>()
    const ours = new Set(demo.accounts.flatMap((account) => (account.self ? [account.self.id] : [])))
    for (const { key, activity } of entries) {
      if (activity.verb === 'Create' || activity.verb === 'Review')
        last.set(`${key} ${activity.object.thread}`, {
          at: activity.published.getTime(),
          ours: ours.has(activity.actor.id),
        })
    }
    const waits = open.flatMap((state) => {
      const end = last.get(`${state.accountKey} ${state.thread}`)
      return end && !end.ours ? [NOW.getTime() - end.at] : []
    })
    assert.ok(waits.length >= 20, String(waits.length))
    assert.ok(waits.some((wait) => wait < HOUR / 3) && waits.some((wait) => wait > DAY))
    assert.ok(waits.filter((wait) => wait > 2 * DAY).length <= 6)
    assert.ok(open.some((state) => state.assignee) && open.some((state) => !state.assignee))
    assert.ok(
      demo.states.some((state) => state.notes.length > 0) &&
        demo.states.some((state) => state.status === 'snoozed'),
    )
  })

  it('goes wrong as one looks: dozens of people speak of the brand within the hour, in words of their own', () => {
    const said = originals(demo, entries)
    const within = (from: number, to: number) =>
      said.filter(({ activity }) => {
        const ago = NOW.getTime() - activity.published.getTime()
        return ago >= from && ago < to
      })
    const last = within(0, HOUR)
    const before = within(HOUR, 7 * 24 * HOUR).length / (7 * 24 - 1)
    assert.ok(last.length >= 30 && last.length > 8 * before, `${last.length} after ${before} an hour`)
    assert.ok(new Set(last.map(({ activity }) => activity.actor.id)).size >= 25)
    assert.ok(new Set(last.map(({ activity }) => activity.object.text)).size >= 0.95 * last.length)
    assert.ok(within(0, HOUR / 4).length > within(HOUR / 2, HOUR).length, 'and more and more of them')
  })

  it('hands over states of conversations that exist, by people who exist', () => {
    const threads = new Set(entries.map(({ key, activity }) => `${key} ${activity.object.thread}`))
    const members = new Set(demo.members.map((member) => member.key as string))
    const labels = new Set(demo.labels.map((label) => label.name as string))
    for (const state of demo.states) {
      assert.ok(threads.has(`${state.accountKey} ${state.thread}`))
      assert.ok(state.assignee === null || members.has(state.assignee))
      assert.ok(
        state.labels.every((label) => labels.has(label)),
        state.labels.join(),
      )
      assert.ok(state.at <= NOW)
    }
  })

  it('invents every address', () => {
    for (const text of texts(entries)) {
      for (const [address] of text.matchAll(/https?:\/\/[^\s/]+|[\w.-]+@[\w-]+\.[a-z]+/g))
        assert.match(address, /\.example$/)
    }
    for (const person of demo.people) assert.match(person.email, /\.example$/)
    for (const { activity } of entries)
      assert.match(activity.object.url ?? 'https://x.example', /^https:\/\/[^/]+\.example(\/|$)/)
  })
})

describe('whatever the seed', () => {
  const broken: [string, RegExp][] = [
    ['an unfilled slot', /[{}]|undefined|NaN|=>/],
    ['an unmade choice', /[[\]|]/],
    ['a condition left', /\b(bat|plug|top|foot|shade|early|late|pub|ship|solo|before):\S/],
    [
      'de le, de les, à le, à les',
      /(?<!\p{L})(de les?|à les?) (Noctule|Grand|Méduse|Paupière|Falot|Scribe|Petit|Pavot|Corolle|Sémaphore|Brindille|Tambourin|Mans|Havre|clients?)/u,
    ],
    [
      'an elision forgotten',
      /(?<!\p{L})(que (il|elle|on)|de (Angers|Orléans|Amiens|Annecy|Ajaccio)|si il)(?!\p{L})/u,
    ],
    [
      'a wrong gender',
      /(?<!\p{L})(le (Noctule|Méduse|Paupière|Scribe|Corolle|Brindille)|la (Falot|Pavot|Grand Héron|Petit Hibou|Sémaphore|Tambourin)|un (Noctule|Méduse|Paupière|Scribe|Corolle|Brindille)|une (Falot|Pavot|Tambourin))(?!\p{L})/u,
    ],
    ['marks in a heap', /,,|,\.| ,|;;|(?<!\.)\.\.(?!\.)|\s{2,}(?!\n)\S/],
    ['one month in figures', /(?<!\d)1 mois|(?<!\d)1 months/],
  ]
  it('every text is whole and grammatical', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }),
        (seed, now) => {
          const demo = generateDemo({ seed, now })
          const entries = flatten(demo)
          assert.equal(entries.length, TOTAL)
          for (const text of texts(entries)) {
            for (const [name, pattern] of broken)
              assert.doesNotMatch(text.replace(/\n+/g, '\n'), pattern, name)
          }
          for (const { key, activity } of entries) {
            const length = [...(activity.object.text ?? '')].length
            assert.ok(
              length <= (key === 'bluesky' ? 300 : key === 'mastodon' ? 500 : 5000),
              `${key} ${length}`,
            )
          }
        },
      ),
      { numRuns: 3 },
    )
  })
})

describe('the texts', () => {
  it('are several hundred fragments in French and many in English', () => {
    const count = (lang: 'fr' | 'en') =>
      INTENTS.reduce(
        (sum, name) => sum + VOICES[lang].intents[name].core.length + VOICES[lang].intents[name].more.length,
        0,
      )
    assert.ok(count('fr') > 450, String(count('fr')))
    assert.ok(count('en') > 180, String(count('en')))
  })

  it('have their brackets and braces in pairs', () => {
    const all = (['fr', 'en'] as const).flatMap((lang) => {
      const { intents, answers, thanks, insists } = VOICES[lang]
      return [
        ...INTENTS.flatMap((name) => Object.values(intents[name]).flat()),
        ...Object.values(answers).flat(),
        ...thanks,
        ...insists,
      ]
    })
    for (const text of all) {
      let depth = 0
      for (const letter of text) {
        if (letter === '[') depth++
        if (letter === ']') depth--
        assert.ok(depth >= 0 && depth <= 2, text)
      }
      assert.equal(depth, 0, text)
    }
  })
})
