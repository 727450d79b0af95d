import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { QuickDialog } from '../kit/quick-dialog.tsx'
import { activeGroups } from './keyboard.ts'

function Keys({ keys }: { keys: string }) {
  return keys.split(' ').map((key) => <kbd key={key}>{key}</kbd>)
}

/** What the keys do on the page that is open, not a list of all there could be. */
export function KeyboardMap({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const [groups] = useState(activeGroups)
  return (
    <QuickDialog label={t('keys.title')} titled onClose={onClose}>
      <div className="keys-map">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{t(group.title)}</h3>
            <dl>
              {group.bindings.map((binding) => (
                <div key={binding.keys}>
                  <dt>
                    <Keys keys={binding.keys} />
                  </dt>
                  <dd>{t(binding.label)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="hush small keys-hint">{t('keys.palette_hint')}</p>
    </QuickDialog>
  )
}
