import { useTranslation } from 'react-i18next'
import type { Voice } from '../../../server/api.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './competitors.module.css'
import { channelsOf } from './finding.ts'

/** Where each is spoken of: posts by channel, and what share of its own talk that is. */
export function ChannelTable({ voices }: { voices: Voice[] }) {
  const { t } = useTranslation('competitors')
  const format = useFormat()
  const nameOf = useChannelName()
  const channels = channelsOf(voices)
  if (channels.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="by-channel">
      <h2 id="by-channel">{t('channels.title')}</h2>
      <ScrollRegion className="table-scroll" label={t('channels.table')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('column.name')}</th>
              {channels.map((channel) => (
                <th key={channel} scope="col" className="number">
                  {nameOf(channel)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {voices.map((voice) => (
              <tr key={voice.alertId}>
                <th scope="row">{voice.name}</th>
                {channels.map((channel) => {
                  const count = voice.channels.find((one) => one.channel === channel)?.count ?? 0
                  const share = voice.all.count > 0 ? count / voice.all.count : 0
                  return (
                    <td key={channel} className="number">
                      {format.number(count)}{' '}
                      <span className={`hush small ${classes.part}`}>{format.percent(share)}</span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
