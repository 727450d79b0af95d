import fc from 'fast-check'
import type { Doc } from '../../src/match/doc.ts'

/** A small world of words, so that generated queries find generated posts. Its odd spellings are the point. */
export const WORDS = [
  'retard',
  'retards',
  'Retardé',
  'air',
  'Air',
  'france',
  'France',
  'airfrance',
  'vol',
  'le',
  'de',
  "l'Oréal",
  'L’OREAL',
  'oréal',
  'loreal',
  'coca-cola',
  'Coca‑Cola',
  'cocacola',
  'coca',
  'H&M',
  'Canal+',
  'canal',
  "McDonald's",
  'mcdonalds',
  'œuvre',
  'OEUVRE',
  'ｆｕｌｌ',
  'full',
  'S.N.C.F.',
  'SNCF',
  "aujourd'hui",
  'e\u0301te\u0301',
  'été',
  'straße',
  '東京',
  '京',
  'バ',
  'ﾊﾞ',
  '한국',
  'สวัสดี',
  '😂',
  '👍🏽',
  '👍',
  '🇫🇷',
  '❤️',
  '#AirFrance',
  '#airfrance',
  '#air_france',
  '#SNCFConnect',
  '@AirFrance',
  '@airfrance.bsky.social',
  '@user@mastodon.social',
  'contact@airfrance.fr',
  'https://www.airfrance.fr/promo',
  'www.blog.airfrance.fr?x=1',
  'https://air-france.fr:80/a?b',
  'pourquoi ?',
  'avant-garde',
  "d'avant-garde",
  '3,5',
  "'",
  '\\',
  '𝐛𝐨𝐥𝐝',
  'bold',
  'Оrange',
  'orange',
]

const SEPARATORS = [
  ' ',
  ' ',
  ' ',
  '\n',
  ', ',
  '. ',
  ' - ',
  '/',
  '',
  '’',
  "'",
  '-',
  '\u200b',
  ' & ',
  '…',
  '(',
  ')',
  '"',
]

const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 6 }),
  },
)

const text = fc
  .array(fc.tuple(word, fc.constantFrom(...SEPARATORS)), { maxLength: 25 })
  .map((parts) => parts.flat().join(''))

export const documents: fc.Arbitrary<Doc> = fc.record(
  {
    text,
    title: text,
    lang: fc.constantFrom('fr', 'en', 'und'),
    sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
    channel: fc.constantFrom('bluesky', 'feed'),
    verb: fc.constantFrom('Create', 'Announce', 'Review'),
    type: fc.constantFrom('Note', 'Review'),
    author: fc.record(
      {
        name: text.map((name) => name.slice(0, 60)),
        handle: fc.constantFrom('airfrance', 'jean.bsky.social', '@Canal_Plus'),
      },
      { requiredKeys: [] },
    ),
    reply: fc.boolean(),
    published: fc.integer({ min: 0, max: 9 }).map((day) => new Date(Date.UTC(2026, 10, 15 + day, 23, 30))),
    followers: fc.constantFrom(0, 10, 1000, 2_000_000),
    rating: fc.constantFrom(1, 2, 3.5, 4.2, 5),
    media: fc.subarray(['image', 'video', 'audio']),
    url: fc.constantFrom(
      'https://www.lemonde.fr/a',
      'https://bsky.app/x?y',
      'at://did/x',
      'http://forum.airfrance.fr',
    ),
    country: fc.constantFrom('FR', 'BE'),
    toxicity: fc.option(fc.constantFrom(0, 300, 799, 800, 801, 1000)),
    intent: fc.option(fc.constantFrom('complaint', 'question')),
    urgency: fc.option(fc.constantFrom(0, 1, 2)),
    topics: fc.subarray(['delivery', 'price', 'service']),
  },
  { requiredKeys: ['text', 'lang', 'sentiment', 'channel', 'verb', 'author'] },
)

const term = word.map((said) => said.replace(/[()"«»“”„‟＂*?:=（）\s]/gu, '') || 'vol')
const prefix = term.chain((said) =>
  fc.integer({ min: 2, max: 6 }).map((length) => `${said.slice(0, length)}*`),
)
const phrase = fc.array(fc.oneof({ weight: 6, arbitrary: term }, { weight: 1, arbitrary: prefix }), {
  minLength: 1,
  maxLength: 4,
})
/** A word with a sign in it where there were letters. */
const pattern = fc
  .tuple(term, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.constantFrom('*', '?'))
  .map(([said, at, length, sign]) => `${said.slice(0, at)}${sign}${said.slice(at + length)}`)
const exact = fc.oneof(
  term.map((said) => `=${said}`),
  phrase.map((words) => `="${words.join(' ').replaceAll('*', '')}"`),
)
const side = fc.oneof(
  { weight: 4, arbitrary: term },
  { weight: 1, arbitrary: prefix },
  { weight: 1, arbitrary: pattern },
  { weight: 1, arbitrary: exact },
  { weight: 2, arbitrary: phrase.map((words) => `"${words.join(' ')}"`) },
  { weight: 2, arbitrary: fc.tuple(term, phrase).map(([one, two]) => `(${one} OR "${two.join(' ')}")`) },
)
const near = fc
  .tuple(side, fc.constantFrom('NEAR/1', 'NEAR/2', 'NEAR/5', 'NEAR', 'PRÈS/3', 'ONEAR/2', 'NEAR/3f'), side)
  .map((parts) => parts.join(' '))
const leaf = fc.oneof(
  { weight: 3, arbitrary: near.map((said) => `(${said})`) },
  { weight: 1, arbitrary: near.map((said) => `title:(${said})`) },
  { weight: 1, arbitrary: near.map((said) => `author:(${said})`) },
  { weight: 3, arbitrary: pattern },
  { weight: 1, arbitrary: fc.tuple(pattern, term).map(([one, two]) => `"${one} ${two}"`) },
  { weight: 1, arbitrary: pattern.map((said) => `title:${said}`) },
  { weight: 1, arbitrary: pattern.map((said) => `author:${said}`) },
  { weight: 3, arbitrary: exact },
  { weight: 1, arbitrary: exact.map((said) => `title:${said}`) },
  { weight: 1, arbitrary: exact.map((said) => `author:${said}`) },
  { weight: 6, arbitrary: term },
  { weight: 2, arbitrary: prefix },
  { weight: 3, arbitrary: phrase.map((words) => `"${words.join(' ')}"`) },
  { weight: 1, arbitrary: term.map((said) => `title:${said}`) },
  { weight: 1, arbitrary: phrase.map((words) => `title:"${words.join(' ')}"`) },
  { weight: 1, arbitrary: term.map((said) => `author:${said}`) },
  { weight: 1, arbitrary: phrase.map((words) => `author:"${words.join(' ')}"`) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'has:media',
      'has:image',
      'has:link',
      'has:question',
      'is:question',
      'url:airfrance.fr',
      'url:fr',
      'site:lemonde.fr',
      'site:airfrance.fr',
      'country:fr',
      'intent:complaint',
      'urgency:now',
      'urgence:bientôt',
      'topic:price',
      'followers:>10',
      'followers:10..1000',
      'followers:<1k',
      'rating:<=2',
      'note:>=4.2',
      'rating:3,5',
      'toxicity:>0.8',
      'toxicity:>=80%',
      'toxicity:<0.3',
      'since:2026-11-20',
      'until:2026-11-18',
      'date:2026-11-19',
      'date:>2026-11-19',
      'lang:fr',
      'lang:en',
      'channel:feed',
      'sentiment:negative',
      'sentiment:positive',
      'is:reply',
      'is:repost',
      'is:review',
    ),
  },
)

/** Sources of queries; a few are refused by the parser. */
export const queries: fc.Arbitrary<string> = fc.letrec<{ node: string; group: string }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('group')),
  group: fc
    .tuple(
      tie('node'),
      fc.constantFrom(' ', ' AND ', ' OR ', ' ET ', ' OU ', ' -', ' NOT ', ' OR -', ' SAUF '),
      tie('node'),
    )
    .map(([left, operator, right]) => `(${left}${operator}${right})`),
})).group
