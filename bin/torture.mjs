#!/usr/bin/env node
// Runs on Node 20: npm run torture -- [--seed N] [--runs N] [--at N] [--network NAME], or acts or fuzz [--seed N] [--runs N]
import { join } from 'node:path'
import { install } from './launch/install.mjs'
import { launch } from './launch/main.mjs'
import { findNode, handOver } from './launch/runtime.mjs'

await launch(async (root) => {
  await install(root)
  await handOver(root, findNode(root), join(root, 'scripts', 'torture.ts'), process.argv.slice(2))
})
