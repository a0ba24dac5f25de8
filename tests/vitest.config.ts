import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const alias = { qianyun: `${root}src/index.ts` }

export default defineConfig({
  root,
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      {
        root,
        resolve: { alias },
        test: { name: 'unit', include: ['src/**/*.test.ts', 'stacks/**/*.test.ts', 'tests/*.test.ts'], testTimeout: 30_000 },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: 'real',
          include: ['tests/{contract,data,durability,e2e,cases}/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
