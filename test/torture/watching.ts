import type { Activity } from '../../src/activity/index.ts'

const EVERY = 10

/** Tells of what a simulator has accepted soon after it has, as the network's own stream would. */
export function watching<T>(all: () => readonly T[], eventOf: (one: T) => Activity) {
  let told = 0
  let timer: NodeJS.Timeout | undefined
  return {
    tell(hear: (event: Activity) => void): void {
      timer = setInterval(() => {
        const there = all()
        for (const one of there.slice(told)) hear(eventOf(one))
        told = there.length
      }, EVERY)
    },
    end: () => clearInterval(timer),
  }
}
