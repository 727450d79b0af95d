import { createHash } from 'node:crypto'

/** `full` as Mastodon is; `poor` as a small program that speaks a part of its API. */
export type Character = 'full' | 'poor'

export interface Person {
  id: string
  name: string
  /** Absent for those of the server itself. */
  domain?: string
  token: string
}

export interface Status {
  id: string
  uri: string
  by: Person
  text: string
  spoiler: string
  visibility: string
  language: string | null
  at: Date
  editedAt: Date | null
  inReplyTo: Status | null
  boosts: Status | null
  /** Whom it reaches without naming them. */
  also: Person[]
  media: { id: string; type: string; description: string | null; url: string }[]
  deleted: boolean
  /** Milliseconds of the real clock from which lists show it. */
  shown: number
}

export interface Notice {
  id: string
  type: string
  to: Person
  from: Person
  status: Status | null
  at: Date
  shown: number
}

export interface Event {
  /** Whose `user` stream; nobody's in particular for public ones. */
  to: Person | null
  stream: string[]
  event: string
  payload: (reader: Person) => string
}

export interface SayOptions {
  at?: Date
  to?: Status | null
  visibility?: string
  spoiler?: string
  language?: string
  media?: Status['media']
  also?: Person[]
}

/** People, what they say and what they do to it, on one server and beyond. */
export class World {
  readonly people: Person[] = []
  readonly statuses: Status[] = []
  readonly notices: Notice[] = []
  readonly place = new Map<string, number>()
  readonly favourites = new Set<string>()
  readonly follows = new Set<string>()
  /** `mute tournesol lea`. */
  readonly silenced = new Set<string>()
  readonly #character: Character
  readonly #told: (event: Event) => void
  origin = ''
  domain = 'sim.example'
  now: () => Date = () => new Date()
  /** Milliseconds by which lists come late. */
  late = 0
  #count = 0

  constructor(character: Character, told: (event: Event) => void) {
    this.#character = character
    this.#told = told
  }

  /** In the order of the server, which of the poor one no id betrays. */
  id(kind: string): string {
    const place = ++this.#count
    const id =
      this.#character === 'full'
        ? `11${String(place).padStart(16, '0')}`
        : createHash('sha256').update(`${kind} ${place}`).digest('hex').slice(0, 24)
    this.place.set(id, place)
    return id
  }

  person(name: string, domain?: string): Person {
    const known = this.people.find((one) => one.name === name && one.domain === domain)
    if (known) return known
    const person: Person = {
      id: this.id('account'),
      name,
      token: `token-of-${name}`,
      ...(domain ? { domain } : {}),
    }
    this.people.push(person)
    return person
  }

  acct({ name, domain }: Person): string {
    return domain ? `${name}@${domain}` : name
  }

  mentioned(text: string): Person[] {
    const names = [...text.matchAll(/@([\w-]+)(?:@([\w.-]+\w))?/g)]
    const found = names.flatMap(([, name, domain]) =>
      this.people.filter(
        (one) => one.name === name && (one.domain ?? this.domain) === (domain ?? this.domain),
      ),
    )
    return [...new Set(found)]
  }

  say(by: Person, text: string, options: SayOptions = {}): Status {
    const { to = null, spoiler = '', language = 'fr', media = [], also = [] } = options
    const status = this.#made(by, options.at ?? this.now(), {
      text: text.trim(),
      spoiler,
      language,
      media,
      inReplyTo: to,
      also,
      visibility: options.visibility ?? 'public',
    })
    this.#publish(status)
    for (const person of this.mentioned(text)) {
      if (person !== by && !person.domain) this.#notify('mention', person, by, status, status.at)
    }
    return status
  }

  boost(by: Person, boosts: Status, at = this.now()): Status {
    const known = this.statuses.find((one) => one.by === by && one.boosts === boosts && !one.deleted)
    if (known) return known
    const status = this.#made(by, at, { boosts, visibility: 'public' })
    this.#publish(status)
    if (boosts.by !== by && !boosts.by.domain) this.#notify('reblog', boosts.by, by, boosts, at)
    return status
  }

  favourite(by: Person, status: Status, at = this.now()): boolean {
    const key = `${by.id} ${status.id}`
    if (this.favourites.has(key)) return false
    this.favourites.add(key)
    if (status.by !== by && !status.by.domain) this.#notify('favourite', status.by, by, status, at)
    return true
  }

  follow(by: Person, whom: Person, at = this.now()): void {
    this.follows.add(`${by.id} ${whom.id}`)
    if (!whom.domain) this.#notify('follow', whom, by, null, at)
  }

  edit(status: Status, text: string, at = this.now()): void {
    Object.assign(status, { text, editedAt: at })
    this.#tell(status, 'status.update', (reader) => JSON.stringify(this.render(status, reader)))
  }

  remove(status: Status): void {
    status.deleted = true
    for (const one of this.statuses) if (one.boosts === status) one.deleted = true
    for (let i = this.notices.length - 1; i >= 0; i--) {
      if (this.notices[i]?.status === status) this.notices.splice(i, 1)
    }
    this.#tell(status, 'delete', () => status.id)
  }

  /** Those who may see it. */
  sees(reader: Person, { visibility, by, text, also }: Status): boolean {
    if (['public', 'unlisted'].includes(visibility) || by === reader) return true
    const follows = visibility === 'private' && this.follows.has(`${reader.id} ${by.id}`)
    return follows || also.includes(reader) || this.mentioned(text).includes(reader)
  }

  #made(by: Person, at: Date, more: Partial<Status>): Status {
    const id = this.id('status')
    const origin = by.domain ? `https://${by.domain}` : this.origin
    const status: Status = {
      id,
      uri: `${origin}/users/${by.name}/statuses/${id}${more.boosts ? '/activity' : ''}`,
      by,
      at,
      text: '',
      spoiler: '',
      visibility: 'public',
      language: null,
      editedAt: null,
      inReplyTo: null,
      boosts: null,
      also: [],
      media: [],
      deleted: false,
      shown: Date.now() + this.late,
      ...more,
    }
    this.statuses.push(status)
    return status
  }

  #notify(type: string, to: Person, from: Person, status: Status | null, at: Date): void {
    const notice: Notice = {
      id: this.id('notice'),
      type,
      to,
      from,
      status,
      at,
      shown: Date.now() + this.late,
    }
    this.notices.push(notice)
    this.#told({
      to,
      stream: ['user'],
      event: 'notification',
      payload: (reader) => JSON.stringify(this.renderNotice(notice, reader)),
    })
  }

  /** Those of the server whose private thread it is. */
  participants({ visibility, by, text, also }: Status): Person[] {
    if (visibility !== 'direct') return []
    return [...new Set([by, ...also, ...this.mentioned(text)])].filter(({ domain }) => !domain)
  }

  /** Private threads of somebody, each by its latest message, in the order of these. */
  talks(reader: Person): { id: string; last: Status }[] {
    const last = new Map<Status, Status>()
    for (const status of this.statuses) {
      if (status.deleted || status.shown > Date.now() || !this.participants(status).includes(reader)) continue
      let root = status
      while (root.inReplyTo) root = root.inReplyTo
      last.set(root, status)
    }
    const all = [...last.values()].map((status) => ({ id: status.id, last: status }))
    return all.sort((a, b) => (this.place.get(a.id) ?? 0) - (this.place.get(b.id) ?? 0))
  }

  renderTalk({ last }: { last: Status }, reader: Person): Record<string, unknown> {
    return { id: `c${last.id}`, unread: true, accounts: [], last_status: this.render(last, reader) }
  }

  #publish(status: Status): void {
    for (const to of this.participants(status)) {
      const payload = (reader: Person) => JSON.stringify(this.renderTalk({ last: status }, reader))
      this.#told({ to, stream: ['direct'], event: 'conversation', payload })
    }
    this.#tell(status, 'update', (reader) => JSON.stringify(this.render(status, reader)))
  }

  #tell(status: Status, event: string, payload: Event['payload']): void {
    for (const to of this.people) {
      if (to.domain || !(to === status.by || this.follows.has(`${to.id} ${status.by.id}`))) continue
      if (event === 'delete' || this.sees(to, status)) this.#told({ to, stream: ['user'], event, payload })
    }
    if (event !== 'update') {
      for (const to of this.mentioned(status.text)) {
        if (to !== status.by && !to.domain) this.#told({ to, stream: ['user'], event, payload })
      }
    }
    if (status.visibility !== 'public' || status.boosts) return
    this.#told({ to: null, stream: ['public'], event, payload })
    if (!status.by.domain) this.#told({ to: null, stream: ['public:local'], event, payload })
    for (const tag of this.tags(status)) this.#told({ to: null, stream: ['hashtag', tag], event, payload })
  }

  tags({ text }: Status): string[] {
    return [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag = '']) => tag.toLowerCase())
  }

  renderAccount(person: Person) {
    const acct = this.acct(person)
    const url = person.domain ? `https://${person.domain}/@${person.name}` : `${this.origin}/@${person.name}`
    return {
      id: person.id,
      username: person.name,
      acct,
      display_name: person.name[0]?.toUpperCase() + person.name.slice(1),
      url,
      avatar: `${url}.png`,
      followers_count: 12,
      bot: false,
    }
  }

  render(status: Status, reader: Person): Record<string, unknown> {
    const { by, boosts, inReplyTo } = status
    const rest = this.#character === 'full' ? { pinned: false, filtered: [], application: null } : {}
    return {
      id: status.id,
      uri: status.uri,
      url: boosts ? null : status.uri,
      created_at: status.at.toISOString(),
      edited_at: status.editedAt?.toISOString() ?? null,
      account: this.renderAccount(by),
      content: boosts ? '' : this.#html(status.text),
      spoiler_text: status.spoiler,
      sensitive: status.spoiler !== '',
      visibility: status.visibility,
      language: status.language,
      in_reply_to_id: inReplyTo?.id ?? null,
      in_reply_to_account_id: inReplyTo?.by.id ?? null,
      media_attachments: status.media,
      mentions: this.mentioned(status.text).map((one) => ({
        id: one.id,
        username: one.name,
        acct: this.acct(one),
        url: this.renderAccount(one).url,
      })),
      tags: this.tags(status).map((name) => ({ name, url: `${this.origin}/tags/${name}` })),
      reblog: boosts ? this.render(boosts, reader) : null,
      favourited: this.favourites.has(`${reader.id} ${status.id}`),
      reblogged: this.statuses.some((one) => one.by === reader && one.boosts === status && !one.deleted),
      poll: null,
      card: null,
      emojis: [],
      ...rest,
    }
  }

  /** Mentions lose their domain and addresses are cut in pieces, as Mastodon shows them. */
  #html(text: string): string {
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    const linked = escaped
      .replace(/https?:\/\/\S+/g, (url) => {
        const [scheme = '', rest = ''] = url.split('://')
        const cut = `<span class="invisible">${scheme}://</span><span class="ellipsis">${rest.slice(0, 30)}</span><span class="invisible">${rest.slice(30)}</span>`
        return `<a href="${url}" rel="nofollow noopener">${cut}</a>`
      })
      .replace(
        /(^|\s)@([\w-]+)(@[\w.-]+\w)?/g,
        '$1<span class="h-card"><a href="#" class="u-url mention">@<span>$2</span></a></span>',
      )
    return linked
      .split(/\n{2,}/)
      .map((part) => `<p>${part.replace(/\n/g, '<br />')}</p>`)
      .join('')
  }

  renderNotice(notice: Notice, reader: Person): Record<string, unknown> {
    return {
      id: notice.id,
      type: notice.type,
      created_at: notice.at.toISOString(),
      account: this.renderAccount(notice.from),
      ...(notice.status ? { status: this.render(notice.status, reader) } : {}),
    }
  }
}
