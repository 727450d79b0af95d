export { type Block, blocksOf, linesOf } from './blocks.ts'
export { mainOf, pruneUnseen } from './main.ts'
export { checkSelector, SelectorRefused, select } from './selector.ts'
export { decodeHtml, type Element, elementsIn, lengthOf, readHtml } from './tree.ts'
