import type { ImapFlow } from 'imapflow'
import { ChannelFailure } from '../../channel.ts'
import type { EmailConfig } from '../config.ts'

export interface Folder {
  path: string
  /** Where copies of what was sent are filed. */
  sent: boolean
}

/** The folders to read, the watched one first, and the one of sent mail at the end. */
export async function foldersOf(client: ImapFlow, config: EmailConfig): Promise<Folder[]> {
  const listed = await client.list()
  const canonical = (path: string) =>
    listed.find((one) => one.path === path || (/^inbox$/i.test(path) && /^inbox$/i.test(one.path)))?.path
  const folders = config.folders.map((path) => {
    const found = canonical(path)
    if (!found) throw new ChannelFailure({ kind: 'refused', detail: 'email.no-folder' })
    return { path: found, sent: false }
  })
  const sent = await sentFolder(client, config, listed)
  return [...folders.filter(({ path }) => path !== sent), ...(sent ? [{ path: sent, sent: true }] : [])]
}

type Listed = Awaited<ReturnType<ImapFlow['list']>>

/** Its folder of sent mail: the one configured, or the one that the server or its name says; undefined without any. */
export async function sentFolder(
  client: ImapFlow,
  { sentFolder: wanted }: Pick<EmailConfig, 'sentFolder'>,
  known?: Listed,
): Promise<string | undefined> {
  const listed = known ?? (await client.list())
  if (wanted) {
    const found = listed.find((one) => one.path === wanted)
    if (!found) throw new ChannelFailure({ kind: 'refused', detail: 'email.no-folder' })
    return found.path
  }
  return listed.find((one) => one.specialUse === '\\Sent')?.path
}
