// Loaded into the program before itself, by the launcher that runs it or became it.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { endWithNpm } from './npm.mjs'

/** When a start is surely over: on a quiet machine, and on a busy one. */
const LOADED = [10_000, 60_000]

// A launcher that dies by `kill -9` can pass nothing on, but its channel closes.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
} else endWithNpm()

// Reading word lists and compiling code leaves a hundred megabytes that V8 would keep for as long as the server idles.
for (const moment of LOADED) {
  setTimeout(() => {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
  }, moment).unref()
}
