import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { qianyun: fileURLToPath(new URL('./src/index.ts', import.meta.url)) }

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', include: ['src/**/*.test.ts', 'stacks/**/*.test.ts', 'tests/*.test.ts'], testTimeout: 30_000 },
      },
      {
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
