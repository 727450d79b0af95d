import type { Figure } from '../../../server/api.ts'
import classes from './figure.module.css'
import { leaningOf } from './scale.ts'

/** A share from nothing to `top`, with its bounds; the words beside it carry the figures. */
export function ShareBar({ figure, top }: { figure: Figure | null; top: number }) {
  const at = (value: number) => `${Math.min(100, (100 * value) / top)}%`
  return (
    <span className={classes.track} aria-hidden>
      {figure && (
        <>
          <span className={classes.fill} style={{ width: at(figure.value) }} />
          <span
            className={classes.bounds}
            style={{
              insetInlineStart: at(figure.low),
              width: `calc(${at(figure.high)} - ${at(figure.low)})`,
            }}
          />
        </>
      )}
    </span>
  )
}

/** A tone from all negative to all positive, its zero in the middle. */
export function ToneBar({ figure }: { figure: Figure | null }) {
  const at = (value: number) => `${50 + 50 * value}%`
  return (
    <span className={`${classes.track} ${classes.toneTrack}`} data-leaning={leaningOf(figure)} aria-hidden>
      {figure && (
        <>
          <span
            className={classes.bounds}
            style={{
              insetInlineStart: at(figure.low),
              width: `calc(${at(figure.high)} - ${at(figure.low)})`,
            }}
          />
          <span className={classes.toneDot} style={{ insetInlineStart: at(figure.value) }} />
        </>
      )}
    </span>
  )
}
