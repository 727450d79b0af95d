import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const registry = new Registry()
let standing = false

/** Seconds; from a lookup in memory to a slow outside server. */
const DURATIONS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Makes, or finds again, a histogram; `help` is one English line, names are `veillee_<noun>_<unit>`. */
export function histogram<L extends string>(
  name: string,
  help: string,
  labels: readonly L[] = [],
  buckets: number[] = DURATIONS,
): Histogram<L> {
  const known = registry.getSingleMetric(name)
  if (known) return known as Histogram<L>
  return new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] })
}

/** Makes, or finds again, a counter; its name ends in `_total`. */
export function counter<L extends string>(name: string, help: string, labels: readonly L[] = []): Counter<L> {
  const known = registry.getSingleMetric(name)
  if (known) return known as Counter<L>
  return new Counter({ name, help, labelNames: labels, registers: [registry] })
}

/** Makes, or finds again, a gauge; `collect` is called at each reading and sets it. */
export function gauge<L extends string>(
  name: string,
  help: string,
  labels: readonly L[] = [],
  collect?: (gauge: Gauge<L>) => void | Promise<void>,
): Gauge<L> {
  const known = registry.getSingleMetric(name)
  if (known) return known as Gauge<L>
  return new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    ...(collect && {
      collect() {
        return collect(this as unknown as Gauge<L>)
      },
    }),
  })
}

/** Everything there is, in the Prometheus text format. */
export async function readMetrics(): Promise<{ contentType: string; text: string }> {
  if (!standing) {
    standing = true
    collectDefaultMetrics({ register: registry })
  }
  return { contentType: registry.contentType, text: await registry.metrics() }
}
