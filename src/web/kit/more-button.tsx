import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A list that comes in pages, as far as going on with it is concerned. */
interface Paged {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

interface Props {
  query: Paged
  /** Where “show more” does not say which way the list goes. */
  label?: string
}

/** Under a list: the next page of it, as long as there is one. */
export function MoreButton({ query, label }: Props) {
  const { t } = useTranslation()
  if (!query.hasNextPage) return null
  return (
    <p className="more">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {label ?? t('more')}
      </Button>
    </p>
  )
}
