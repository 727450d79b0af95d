#!/usr/bin/env node
// Runs on Node 20: npm run bench -- [NAME [ARG…]]; without a name, every bench in turn.
import { join } from 'node:path'
import { build } from './launch/build.mjs'
import { install } from './launch/install.mjs'
import { launch } from './launch/main.mjs'
import { findNode, handOver } from './launch/runtime.mjs'

await launch(async (root) => {
  await install(root)
  const node = findNode(root)
  await build(root, node)
  await handOver(root, node, join(root, 'scripts', 'bench.ts'), process.argv.slice(2))
})
