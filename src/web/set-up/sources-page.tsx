import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ChannelGlyph, channelsQuery, useChannelName } from '../kit/channel-name.tsx'
import { IconFile } from '../kit/icons.ts'
import { LinkButton } from '../kit/link-button.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { BrandAlert } from './brand-alert.tsx'
import classes from './set-up.module.css'
import { sourceKinds } from './source-kinds.ts'

/** After the questions: where to listen. Each card says what it brings, and can be passed over. */
export function SourcesPage() {
  const { t, i18n } = useTranslation('set-up')
  const kinds = useQuery(channelsQuery).data ?? []
  const name = useChannelName()
  const lead = (id: string) =>
    i18n.exists(`set-up:start.kind.${id}`) ? t(`start.kind.${id}`) : t('start.another_kind')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('start.title')} lead={t('start.lead')} />
      <div className="stack-l">
        <BrandAlert />
        <section className="stack" aria-labelledby="sources">
          <h2 id="sources">{t('start.sources')}</h2>
          <ul className={classes.kinds}>
            {sourceKinds(kinds).map((kind) => (
              <li key={kind.id} className="sheet">
                <ChannelGlyph channel={kind.id} size={24} />
                <h3>{name(kind.id)}</h3>
                <p className="hush">{lead(kind.id)}</p>
                <LinkButton to="/settings/channels/new/$kind" params={{ kind: kind.id }} variant="light">
                  {t('start.connect')}
                </LinkButton>
              </li>
            ))}
            <li className="sheet">
              <IconFile size={24} stroke={1.7} aria-hidden />
              <h3>{t('start.import')}</h3>
              <p className="hush">{t('start.import_help')}</p>
              <LinkButton to="/settings/imports" variant="light">
                {t('start.import_go')}
              </LinkButton>
            </li>
          </ul>
        </section>
        <div className="buttons">
          <LinkButton to="/day" variant="default">
            {t('start.later')}
          </LinkButton>
        </div>
      </div>
    </div>
  )
}
