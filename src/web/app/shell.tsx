import { useLocalStorage } from '@mantine/hooks'
import { Outlet, useMatches, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, startTransition, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmNotices } from '../alarm/alarm-notices.tsx'
import { liftOne } from '../kit/veil/veils.ts'
import { BottomBar } from './bottom-bar.tsx'
import { DOORS } from './doors.ts'
import { words } from './i18n.ts'
import { type Binding, useKeys } from './keyboard.ts'
import { KeyboardMap } from './keyboard-map.tsx'
import { useLiveConnection } from './live.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { Rail } from './rail.tsx'
import { useMe, useOwnTheme } from './session.ts'
import classes from './shell.module.css'
import { StopBanner } from './stop-banner.tsx'
import { undoLast } from './undo.tsx'

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))
const StopOverlay = lazy(() =>
  import('../outbox/stop-overlay.tsx').then((module) => ({ default: module.StopOverlay })),
)
/** With its words, whenever it is first asked for. */
const ExchangeDialog = lazy(async () => {
  const [{ ExchangeDialog }] = await Promise.all([import('../calls/exchange-dialog.tsx'), words('exchange')])
  return { default: ExchangeDialog }
})
const PersonSide = lazy(() =>
  import('../person/person-side.tsx').then((module) => ({ default: module.PersonSide })),
)

type Overlay = 'palette' | 'keys' | 'stop' | 'exchange' | null

function useShellKeys(open: (overlay: Overlay) => void): void {
  const navigate = useNavigate()
  const { permissions } = useMe()
  const doors = DOORS.filter((door) => door.can === null || permissions.includes(door.can))
  const bindings: Binding[] = [
    ...doors.map((door) => ({
      keys: `g ${door.key}`,
      label: `doors.${door.id}`,
      run: () => void navigate({ to: door.to }),
    })),
    { keys: '?', label: 'keys.map', run: () => open('keys') },
    { keys: '/', label: 'keys.palette', run: () => open('palette') },
    { keys: 'u', label: 'keys.undo', run: undoLast },
    { keys: 'b', label: 'keys.lift', run: liftOne },
    ...(permissions.includes('inbox:write')
      ? [{ keys: 't', label: 'keys.exchange', run: () => open('exchange') }]
      : []),
  ]
  useKeys('keys.everywhere', bindings)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      open('palette')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [open])
}

/** A new page is announced by its title, and the reading starts at its content. */
function useFocusOnPage(): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const door = useRouterState({ select: (state) => state.resolvedLocation?.pathname.split('/')[1] })
  const last = useRef<string>(undefined)
  useEffect(() => {
    if (last.current !== undefined) main.current?.focus({ preventScroll: true })
    last.current = door
  }, [door])
  return main
}

function PersonSlot() {
  const person = useMatches({
    select: (matches) => (matches[1]?.search as { person?: string } | undefined)?.person,
  })
  return <Suspense>{person && <PersonSide id={person} />}</Suspense>
}

/** Nothing waits for it: it is asked whether one's time is counted once the page stands. */
function useTimeGiven(): void {
  useEffect(() => {
    const soon = setTimeout(() => {
      import('../time/beacon.ts').then((beacon) => beacon.beginCounting()).catch(() => undefined)
    }, 4_000)
    return () => clearTimeout(soon)
  }, [])
}

/** A window with little room starts with the small rail; whoever unfolds it is remembered. */
function isNarrow(): boolean {
  return matchMedia('(max-width: 1180px)').matches
}

/** Rail, content, and the person at the right; on a narrow window the rail becomes a bar below. */
export function Shell() {
  const { t } = useTranslation()
  const [overlay, setOverlay] = useState<Overlay>(null)
  const [small, setSmall] = useLocalStorage({
    key: 'veillee.rail',
    defaultValue: isNarrow(),
    getInitialValueInEffect: false,
  })
  const main = useFocusOnPage()
  useLiveConnection()
  useOwnTheme()
  useTimeGiven()
  const open = useCallback((next: Overlay) => {
    if (next === 'keys') return setOverlay(next)
    // Its file may have to come: a fallback shown meanwhile would stay for React's 300 ms.
    startTransition(() => setOverlay(next))
  }, [])
  useShellKeys(open)
  const close = () => setOverlay(null)
  return (
    <div className={classes.shell} data-small={small || undefined}>
      <a href="#main" className="skip">
        {t('shell.skip')}
      </a>
      <Rail
        small={small}
        onToggle={() => setSmall(!small)}
        onPalette={() => open('palette')}
        onKeys={() => open('keys')}
      />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <OfflineNotice />
        <StopBanner />
        <div className={classes.content}>
          <Outlet />
        </div>
      </main>
      <PersonSlot />
      <BottomBar onOpen={open} />
      <AlarmNotices />
      <Suspense>
        {overlay === 'palette' && <Palette onClose={close} onOpen={open} />}
        {overlay === 'exchange' && <ExchangeDialog onClose={close} />}
        {overlay === 'stop' && <StopOverlay onClose={close} />}
        {overlay === 'keys' && <KeyboardMap onClose={close} />}
      </Suspense>
    </div>
  )
}
