import { useQuery } from '@tanstack/react-query'
import { channelsQuery } from '../../kit/channel-name.tsx'
import { accountsQuery } from '../channels/queries.ts'

/** The networks of what is connected, and those that are chosen already. */
export function useNetworks(chosen: readonly string[]): string[] {
  const accounts = useQuery(accountsQuery).data ?? []
  const kinds = useQuery(channelsQuery).data ?? []
  const networkOf = (id: string) => kinds.find((kind) => kind.id === id)?.network ?? id
  return [...new Set([...accounts.map((one) => networkOf(one.channel)), ...chosen])]
}
