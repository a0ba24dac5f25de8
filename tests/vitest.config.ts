import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Set by `npm run test:cluster`; without it the tests on real API servers are named and skipped. */
const onClusters = process.env['QIANYUN_CLUSTER'] === '1'
/** These fill the machine, and kill what runs on it. */
const wholeCities = ['tests/durability/demo-worker-killed.test.ts', 'tests/e2e/{demo,interrupt}.test.ts']
/** What is polled comes sooner on a machine that has nothing else to do; a second, the library's patience, is too short on a busy one. */
const expectPatiently = { poll: { timeout: 20_000 } }
const alias = { qianyun: `${root}src/index.ts` }

export default defineConfig({
  root,
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      {
        root,
        resolve: { alias },
        test: { name: 'unit', include: ['src/**/*.test.ts', 'stacks/**/*.test.ts', 'tests/*.test.ts'], testTimeout: 30_000, sequence: { groupOrder: 0 } },
      },
      // Servers of their own, which are mostly waited for: two files at a time.
      {
        root,
        resolve: { alias },
        test: { name: 'data', expect: expectPatiently, include: ['tests/{cases,contract,data,durability,e2e}/**/*.test.ts'], exclude: wholeCities, testTimeout: 300_000, hookTimeout: 120_000, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      // Whole cities, and processes that are killed: one at a time.
      {
        root,
        resolve: { alias },
        test: { name: 'real', expect: expectPatiently, include: wholeCities, testTimeout: 300_000, hookTimeout: 120_000, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
      // Two real API servers a file: one file at a time. Skipped files share their imports, so that skipping costs next to nothing.
      {
        root,
        resolve: { alias },
        test: {
          name: 'cluster', expect: expectPatiently, include: ['tests/cluster/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000,
          fileParallelism: false, isolate: onClusters, sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
