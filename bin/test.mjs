#!/usr/bin/env node
// Runs on Node 20: prepares this copy as `npm start` does, then hands over to the tests on Node 24.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './launch/build.mjs'
import { install } from './launch/install.mjs'
import { launch } from './launch/main.mjs'
import { findNode, handOver } from './launch/runtime.mjs'

const args = process.argv.slice(2)
const files = args.some((arg) => !arg.startsWith('-'))

await launch(async (root) => {
  // Naming files is for quick work: dependencies that are there will do.
  if (!files || !existsSync(join(root, 'node_modules'))) await install(root)
  const node = findNode(root)
  if (!files) await build(root, node)
  await handOver(root, node, join(root, 'scripts', 'test', 'main.ts'), args)
})
