import type { ReaderFeed } from '../../../server/api.ts'

export interface Folder {
  /** Names of the folders that hold it and its own, the outermost first. */
  path: string[]
  name: string
  unread: number
  folders: Folder[]
  feeds: ReaderFeed[]
}

const BETWEEN = '\n'

/** A folder in an address: names may have any sign but a line break. */
export function folderKey(path: readonly string[]): string {
  return path.join(BETWEEN)
}

export function folderPath(key: string | undefined): string[] {
  return key ? key.split(BETWEEN) : []
}

/** A folder as a person reads and writes it, `Press / Local`; a slash that is of a name is doubled: `AC//DC`. */
export function folderText(path: readonly string[]): string {
  return path.map((name) => name.replaceAll('/', '//')).join(' / ')
}

/** @inverse {@link folderText}; the spaces about a slash are nobody's, and what is empty is no folder. */
export function folderOf(text: string): string[] {
  const names = ['']
  for (const [part] of text.matchAll(/\/\/|\/|[^/]+/g)) {
    if (part === '/') names.push('')
    else names[names.length - 1] += part === '//' ? '/' : part
  }
  return names.map((name) => name.trim()).filter(Boolean)
}

/** Feeds in their folders, with what is unread in each; folders and feeds by name, as the reader's language sorts. */
export function treeOf(feeds: readonly ReaderFeed[], locale: string): Folder {
  const byName = new Intl.Collator(locale, { sensitivity: 'base', numeric: true }).compare
  const root: Folder = { path: [], name: '', unread: 0, folders: [], feeds: [] }
  for (const feed of feeds) {
    let at = root
    at.unread += feed.unread
    for (const name of feed.folder) {
      let next = at.folders.find((folder) => folder.name === name)
      if (!next) {
        next = { path: [...at.path, name], name, unread: 0, folders: [], feeds: [] }
        at.folders.push(next)
      }
      at = next
      at.unread += feed.unread
    }
    at.feeds.push(feed)
  }
  sort(root, byName)
  return root
}

function sort(folder: Folder, byName: (a: string, b: string) => number): void {
  folder.folders.sort((a, b) => byName(a.name, b.name))
  folder.feeds.sort((a, b) => byName(a.name, b.name))
  for (const one of folder.folders) sort(one, byName)
}

/** Every folder there is, however deep: what a feed may be moved to. */
export function foldersIn(root: Folder): string[][] {
  return root.folders.flatMap((folder) => [folder.path, ...foldersIn(folder)])
}

/** The item after or before the one that is open; the first where none is. */
export function neighbour<T extends { id: string }>(
  items: readonly T[],
  open: string | undefined,
  step: 1 | -1,
): T | undefined {
  const at = items.findIndex((item) => item.id === open)
  if (at < 0) return step === 1 ? items[0] : undefined
  return items[at + step]
}

const OPERATOR = /^(and|or|not|near|et|ou|sauf)$/i

/** A query that finds more of what an item is about: its topics, else the telling words of its title. */
export function queryFrom(item: { title: string | null; topics: readonly string[] }): string {
  const phrase = (words: string) =>
    /^[\p{L}\p{N}]+$/u.test(words) && !OPERATOR.test(words)
      ? words
      : `"${words.replace(/[^\p{L}\p{N}\p{M}'’-]+/gu, ' ').trim()}"`
  const topics = item.topics.filter((topic) => /[\p{L}\p{N}]/u.test(topic))
  if (topics.length > 0) return topics.slice(0, 3).map(phrase).join(' OR ')
  const words = (item.title ?? '').match(/[\p{L}\p{N}]{5,}/gu) ?? []
  return [...new Set(words)].slice(0, 3).map(phrase).join(' ')
}
