import { ChartBox, type ChartProps } from '../../kit/chart-box.tsx'

export type { TableRow } from '../../kit/chart-box.tsx'

/** A chart on a sheet of its own. */
export function FigureBox(props: ChartProps) {
  return <ChartBox {...props} framed />
}
