import type { Field, Mapping } from './fields.ts'

/** An export recognised by its headers, with what they mean in it. */
export interface KnownExport {
  id: string
  /** Network of all its lines, where it has one. */
  network?: string
  /** Headers, as written, that together belong to it alone. */
  marks: string[]
  mapping: Mapping
  /** Dates and times without a zone are of this one. */
  timeZone?: string
  /** Meta writes the bytes of UTF-8 as so many characters: « Ã© » for « é ». */
  mangled?: boolean
}

const tweet = (rest: Record<string, Field>): Mapping =>
  Object.fromEntries(Object.entries(rest).map(([key, field]) => [`tweet.${key}`, field]))

/** From the makers' documentation and from files that people published; none is taken for granted without its marks. */
export const KNOWN: KnownExport[] = [
  {
    // What `veillee listen` prints.
    id: 'veillee',
    marks: ['channel', 'verb', 'id', 'published', 'actor.id'],
    mapping: {
      channel: 'channel',
      verb: 'verb',
      id: 'externalId',
      published: 'published',
      'actor.id': 'authorId',
      'actor.name': 'author',
      'actor.handle': 'authorHandle',
      title: 'title',
      text: 'text',
      url: 'url',
      inReplyTo: 'inReplyTo',
      thread: 'thread',
      lang: 'lang',
      matches: 'extra',
    },
  },
  {
    // What `veillee export --format jsonl` writes.
    id: 'veillee',
    marks: ['externalId', 'published', 'verb', 'network', 'actor.id', 'p.positive'],
    mapping: {
      externalId: 'externalId',
      published: 'published',
      verb: 'verb',
      network: 'channel',
      'actor.id': 'authorId',
      'actor.name': 'author',
      'actor.handle': 'authorHandle',
      'actor.followers': 'followers',
      title: 'title',
      text: 'text',
      url: 'url',
      rating: 'rating',
      total: 'amount',
      currency: 'currency',
      lang: 'lang',
      inReplyTo: 'inReplyTo',
      thread: 'thread',
    },
  },
  {
    // What `veillee export --format csv` writes.
    id: 'veillee',
    marks: ['externalId', 'published', 'channel', 'verb', 'authorHandle', 'authorId', 'sentiment'],
    mapping: {
      externalId: 'externalId',
      published: 'published',
      channel: 'channel',
      verb: 'verb',
      author: 'author',
      authorHandle: 'authorHandle',
      authorId: 'authorId',
      followers: 'followers',
      title: 'title',
      text: 'text',
      url: 'url',
      rating: 'rating',
      amount: 'amount',
      currency: 'currency',
      lang: 'lang',
      inReplyTo: 'inReplyTo',
      thread: 'thread',
    },
  },
  {
    id: 'trustpilot',
    network: 'trustpilot',
    marks: ['Review Id', 'Review Created (UTC)', 'Review Stars', 'Review Content'],
    timeZone: 'UTC',
    mapping: {
      'Review Id': 'externalId',
      'Review Created (UTC)': 'published',
      'Review Consumer User Id': 'authorId',
      'Review Username': 'author',
      'Review Title': 'title',
      'Review Content': 'text',
      'Review Stars': 'rating',
      'Review Language': 'lang',
      'Location Name': 'extra',
      Tags: 'extra',
    },
  },
  {
    id: 'google-reviews',
    network: 'google',
    marks: ['reviewer.displayName', 'starRating', 'createTime'],
    mapping: {
      name: 'externalId',
      reviewId: 'externalId',
      createTime: 'published',
      'reviewer.displayName': 'author',
      comment: 'text',
      starRating: 'rating',
    },
  },
  {
    id: 'google-play',
    network: 'google-play',
    marks: ['Package Name', 'Review Submit Millis Since Epoch', 'Star Rating'],
    mapping: {
      'Review Submit Millis Since Epoch': 'published',
      'Star Rating': 'rating',
      'Review Title': 'title',
      'Review Text': 'text',
      'Review Link': 'url',
      'Reviewer Language': 'lang',
      'App Version Name': 'extra',
      Device: 'extra',
    },
  },
  {
    id: 'x-archive',
    network: 'x',
    marks: ['tweet.id_str', 'tweet.full_text', 'tweet.created_at'],
    mapping: tweet({
      id_str: 'externalId',
      created_at: 'published',
      full_text: 'text',
      lang: 'lang',
      in_reply_to_status_id_str: 'inReplyTo',
    }),
  },
  {
    id: 'facebook-comments',
    network: 'facebook',
    marks: ['timestamp', 'data.0.comment.comment', 'data.0.comment.author'],
    mangled: true,
    mapping: {
      timestamp: 'published',
      'data.0.comment.comment': 'text',
      'data.0.comment.author': 'author',
      title: 'extra',
    },
  },
  {
    id: 'instagram-comments',
    network: 'instagram',
    marks: ['string_map_data.Comment.value', 'string_map_data.Time.timestamp'],
    mangled: true,
    mapping: {
      'string_map_data.Comment.value': 'text',
      'string_map_data.Time.timestamp': 'published',
      'string_map_data.Media Owner.value': 'extra',
    },
  },
  {
    id: 'youtube-comments',
    network: 'youtube',
    marks: ['Comment ID', 'Channel ID', 'Comment Create Timestamp', 'Comment Text'],
    mapping: {
      'Comment ID': 'externalId',
      'Channel ID': 'authorId',
      'Comment Create Timestamp': 'published',
      'Comment Text': 'text',
      'Parent Comment ID': 'inReplyTo',
      'Video ID': 'thread',
    },
  },
  {
    id: 'brandwatch',
    marks: ['Query Id', 'Query Name', 'Date', 'Page Type', 'Full Text'],
    timeZone: 'UTC',
    mapping: {
      'Resource Id': 'externalId',
      'Mention Id': 'externalId',
      Date: 'published',
      Title: 'title',
      'Full Text': 'text',
      Snippet: 'text',
      Url: 'url',
      Author: 'author',
      'Page Type': 'channel',
      Language: 'lang',
      'Country Code': 'country',
      'Query Name': 'extra',
      Sentiment: 'extra',
    },
  },
  {
    id: 'meltwater',
    marks: ['Document ID', 'Input Name', 'Source Name', 'Hit Sentence', 'Opening Text'],
    mapping: {
      'Document ID': 'externalId',
      Date: 'published',
      Time: 'time',
      URL: 'url',
      'Author Name': 'author',
      'Author Handle': 'authorHandle',
      Title: 'title',
      'Opening Text': 'text',
      'Hit Sentence': 'text',
      'Source Type': 'channel',
      Language: 'lang',
      Reach: 'extra',
      Sentiment: 'extra',
      'Input Name': 'extra',
    },
  },
]

/** The known export whose marks are all among `columns`, the most marked first. */
export function recognise(columns: readonly string[]): KnownExport | undefined {
  const there = new Set(columns.map((column) => column.trim().toLowerCase()))
  return KNOWN.filter(({ marks }) => marks.every((mark) => there.has(mark.toLowerCase()))).sort(
    (a, b) => b.marks.length - a.marks.length,
  )[0]
}

/** Its mapping, in the letters that this file has. */
export function mappingOf(known: KnownExport, columns: readonly string[]): Mapping {
  const byName = new Map(Object.entries(known.mapping).map(([name, field]) => [name.toLowerCase(), field]))
  const mapping: Mapping = {}
  for (const column of columns) {
    const field = byName.get(column.trim().toLowerCase())
    if (field) mapping[column] = field
  }
  return mapping
}
