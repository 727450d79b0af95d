/** Fourteen days in a line, axis from zero; the words beside it carry the meaning. */
export function Spark({
  values,
  width = 120,
  height = 34,
}: {
  values: number[]
  width?: number
  height?: number
}) {
  const top = Math.max(1, ...values)
  const step = values.length > 1 ? (width - 6) / (values.length - 1) : 0
  const points = values.map(
    (value, index) => [3 + index * step, height - 3 - (value / top) * (height - 6)] as const,
  )
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  const last = points.at(-1)
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <polygon
        points={`3,${height - 3} ${line} ${(last?.[0] ?? 3).toFixed(1)},${height - 3}`}
        className="spark-area"
      />
      <polyline points={line} className="spark-line" />
      {last && <circle cx={last[0]} cy={last[1]} r={2.6} className="spark-dot" />}
    </svg>
  )
}
