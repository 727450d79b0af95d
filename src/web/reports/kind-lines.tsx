import type { ServiceLine } from '../../server/api.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './reports.module.css'
import { useSay } from './say.ts'

export function KindLines({
  title,
  lines,
  nameOf,
}: {
  title: string
  lines: ServiceLine[]
  nameOf(key: string): string
}) {
  const format = useFormat()
  const { share, minutes } = useSay()
  if (lines.length === 0) return null
  return (
    <tbody>
      <tr>
        <th colSpan={7} scope="rowgroup" className={classes.group}>
          {title}
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.key}>
          <th scope="row">{nameOf(line.key)}</th>
          <td>{format.number(line.ended)}</td>
          <td>{share(line.within, line.judged)}</td>
          <td>{minutes(line.worked?.median)}</td>
          <td>{minutes(line.worked?.p90)}</td>
          <td>{minutes(line.elapsed?.median)}</td>
          <td>{format.number(line.unanswered)}</td>
        </tr>
      ))}
    </tbody>
  )
}
