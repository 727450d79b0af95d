import fc from 'fast-check'
import { type Activity, OBJECT_TYPES, VERBS } from '../../src/activity/index.ts'

/** What strangers write: halves of characters, controls, marks that turn the text, long words, markup, and ordinary words. */
export function hostileText(maxLength = 60): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.string({ unit: 'binary-ascii', maxLength }),
    fc.string({ unit: 'grapheme', maxLength }),
    fc
      .array(
        fc.constantFrom(
          'lamp',
          '\ud800',
          '\udc00',
          '\u0000',
          '\u202e',
          '\u200b',
          '\ufeff',
          '\u0301',
          '😀',
          "'",
          '"',
          '\\',
          '$1',
          '%s',
          ';--',
          '<script>',
          'https://a.example/',
          'javascript:',
          '\r\n',
          '\u2028',
          '@',
          '#',
          ':1A',
          '&',
          '|',
          '!',
          '(',
          '*',
          ' ',
          '…',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('', ' ', 'x'.repeat(3000), '😀'.repeat(1200), 'é'.repeat(5000)),
  )
}

/** An activity as a careless or a hostile network may give it: of the right shape, and of nothing else. */
export function hostileActivity(): fc.Arbitrary<Activity> {
  const text = hostileText()
  const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined })
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e-60, 1e300, -0, 4.5, 2 ** 31, 2 ** 53))
  const address = fc.oneof(
    text,
    text.map((path) => `https://a.example/${path}`),
  )
  const media = fc.record({
    type: fc.constantFrom('image', 'video', 'audio', 'file'),
    url: address,
    alt: text,
    name: text,
  })
  const made = fc.record({
    verb: fc.constantFrom(...VERBS),
    externalId: text,
    published: fc.oneof(
      fc.date({ noInvalidDate: false }),
      fc.date({ min: new Date('2026-09-28'), max: new Date('2026-11-11') }),
    ),
    visibility: fc.constantFrom('public', 'private'),
    ours: maybe(fc.boolean()),
    extra: maybe(
      fc.dictionary(text, fc.oneof(text, number, fc.constant(null), fc.array(text, { maxLength: 3 })), {
        maxKeys: 4,
      }),
    ),
    actor: fc.record({
      id: text,
      name: maybe(text),
      handle: maybe(text),
      url: maybe(address),
      avatar: maybe(address),
      followers: maybe(number),
    }),
    object: fc.record({
      type: fc.constantFrom(...OBJECT_TYPES),
      id: text,
      title: maybe(text),
      text: maybe(text),
      url: maybe(address),
      lang: maybe(text),
      rating: maybe(number),
      media: maybe(fc.array(media, { maxLength: 3 })),
      inReplyTo: maybe(text),
      thread: maybe(text),
      amount: maybe(number),
      currency: maybe(text),
    }),
  })
  return made as fc.Arbitrary<Activity>
}
