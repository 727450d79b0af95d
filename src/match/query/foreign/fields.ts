import type { Tool } from './tree.ts'

/** What a field of another tool is here. */
export type Meaning =
  /** A field of ours; `id` says what is not quite the same. */
  | { to: 'field'; name: string; id?: string }
  | { to: 'country' | 'site' | 'sentiment' | 'reply' | 'exact' }
  /** Its values are tags or handles. */
  | { to: 'mark'; mark: '#' | '@'; id?: string }
  /** Its values are words of the post like others. */
  | { to: 'words' }
  /** Nothing here knows it; `id` says why. */
  | { to: 'nothing'; id: string }

const field = (name: string, id?: string): Meaning => ({ to: 'field', name, ...(id ? { id } : {}) })
const nothing = (id: string): Meaning => ({ to: 'nothing', id })
const tag: Meaning = { to: 'mark', mark: '#' }
const handle: Meaning = { to: 'mark', mark: '@' }

const EVERYWHERE: Record<string, Meaning> = {
  title: field('title'),
  author: field('author'),
  lang: field('lang'),
  language: field('lang'),
  country: { to: 'country' },
  site: { to: 'site' },
  url: field('site', 'url_domain'),
  sentiment: { to: 'sentiment' },
  rating: field('rating'),
  text: { to: 'words' },
  content: { to: 'words' },
}

const BRANDWATCH: Record<string, Meaning> = {
  ...EVERYWHERE,
  raw: { to: 'exact' },
  links: field('url', 'url_domain'),
  hashtags: tag,
  hashtag: tag,
  at_mentions: handle,
  engagingwith: { to: 'mark', mark: '@', id: 'engaging' },
  authorfollowers: field('followers'),
  engagementtype: { to: 'reply' },
  reviewrating: field('rating'),
  city: nothing('place'),
  county: nothing('place'),
  region: nothing('place'),
  state: nothing('place'),
  continent: nothing('place'),
  latitude: nothing('place'),
  longitude: nothing('place'),
  authorgender: nothing('gender'),
  authorverified: nothing('no_such_data'),
  authorverifiedtype: nothing('no_such_data'),
  subreddit: nothing('place_in_network'),
  subreddittopics: nothing('place_in_network'),
  channelid: nothing('place_in_network'),
  blogname: nothing('place_in_network'),
  publishersubtype: nothing('place_in_network'),
  pagetype: nothing('place_in_network'),
  minuteofday: nothing('hour'),
  guid: nothing('no_such_data'),
  item_review: { to: 'words' },
  tags: nothing('own_labels'),
  imagetype: nothing('image'),
  imagetext: nothing('image'),
  objects: nothing('image'),
  sensitivecontent: nothing('no_such_data'),
}

const TALKWALKER: Record<string, Meaning> = {
  ...EVERYWHERE,
  sourcecountry: { to: 'country' },
  sourcelang: field('lang'),
  hashtag: tag,
  hashtags: tag,
  mention: handle,
  reach: field('followers', 'reach'),
  followers: field('followers'),
  'extra_author_attributes.short_name': field('author'),
  'extra_author_attributes.name': field('author'),
  'extra_author_attributes.gender': nothing('gender'),
  author_id: nothing('no_such_data'),
  domain: { to: 'site' },
  domain_url: { to: 'site' },
  host_url: { to: 'site' },
  root_url: { to: 'site' },
  engagement: nothing('engagement'),
  fluency_level: nothing('no_such_data'),
  is: { to: 'reply' },
  posttype: { to: 'reply' },
  post_type: { to: 'reply' },
  sourcetype: { to: 'site' },
  source_type: { to: 'site' },
  region: nothing('place'),
  city: nothing('place'),
  worldregion: nothing('place'),
  tag: nothing('own_labels'),
  tags_customer: nothing('own_labels'),
  cluster: nothing('no_such_data'),
  trending_score: nothing('no_such_data'),
  image: nothing('image'),
  images: nothing('image'),
}

const MENTION: Record<string, Meaning> = {
  ...EVERYWHERE,
  from: field('author'),
  source: { to: 'site' },
  mention: handle,
  hashtag: tag,
  followers: field('followers'),
  reach: field('followers', 'reach'),
  influence: nothing('no_such_data'),
  tag: nothing('own_labels'),
  gender: nothing('gender'),
}

const GOOGLE: Record<string, Meaning> = {
  intitle: field('title'),
  intext: { to: 'words' },
  inurl: field('site', 'url_domain'),
  site: { to: 'site' },
  source: { to: 'site' },
  author: field('author'),
  before: field('until'),
  after: field('since'),
  location: nothing('place'),
  filetype: nothing('file_type'),
  ext: nothing('file_type'),
  related: nothing('no_such_data'),
  link: field('url', 'url_domain'),
  cache: nothing('no_such_data'),
  inanchor: nothing('no_such_data'),
  allinanchor: nothing('no_such_data'),
}

const FIELDS: Record<Tool, Record<string, Meaning>> = {
  brandwatch: BRANDWATCH,
  talkwalker: TALKWALKER,
  mention: MENTION,
  'google-alerts': GOOGLE,
}

export function meaningOf(tool: Tool, name: string): Meaning | undefined {
  const fields = FIELDS[tool]
  if (Object.hasOwn(fields, name)) return fields[name]
  return /^(?:images?|image_)/u.test(name) && tool !== 'google-alerts' ? nothing('image') : undefined
}

/** Sites and kinds of source that are networks: here they are asked of as channels, where they are connected. */
const CHANNEL_OF: Record<string, string> = {
  'bsky.app': 'bluesky',
  bluesky: 'bluesky',
  socialmedia_bluesky: 'bluesky',
  'mastodon.social': 'mastodon',
  mastodon: 'mastodon',
  socialmedia_mastodon: 'mastodon',
  'reddit.com': 'reddit',
  reddit: 'reddit',
  socialmedia_reddit: 'reddit',
  'twitter.com': 'x',
  'x.com': 'x',
  twitter: 'x',
  socialmedia_twitter: 'x',
  'facebook.com': 'facebook',
  facebook: 'facebook',
  socialmedia_facebook: 'facebook',
  'instagram.com': 'instagram',
  instagram: 'instagram',
  socialmedia_instagram: 'instagram',
  'youtube.com': 'youtube',
  youtube: 'youtube',
  socialmedia_youtube: 'youtube',
  'linkedin.com': 'linkedin',
  'tiktok.com': 'tiktok',
  't.me': 'telegram',
  'discord.com': 'discord',
}

export function channelOf(site: string): string | undefined {
  const folded = site
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/u, '')
    .replace(/\/+$/u, '')
  return Object.hasOwn(CHANNEL_OF, folded) ? CHANNEL_OF[folded] : undefined
}

/** Kinds of post, as Brandwatch and Talkwalker name them. */
const KINDS: Record<string, string> = {
  reply: 'is:reply',
  comment: 'is:reply',
  retweet: 'is:repost',
  repost: 'is:repost',
  share: 'is:repost',
  review: 'is:review',
  question: 'is:question',
  image: 'has:image',
  video: 'has:video',
  link: 'has:link',
}

export function kindOfPost(value: string): string | undefined {
  const folded = value.toLowerCase()
  return Object.hasOwn(KINDS, folded) ? KINDS[folded] : undefined
}
