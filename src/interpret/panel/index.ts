export { type Heard, hear } from './hear.ts'
export { type Panel, panelOf } from './panel.ts'
