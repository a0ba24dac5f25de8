import type { Reporter, TestModule } from 'vitest/node'

/** Ends every run with one plain line over all suites: `N passed, N failed, N skipped`. Before it, what was skipped for a lack of something is told by name. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const lacking = new Map<string, string[]>()
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state !== 'pending') counts[state] += 1
        const { whySkipped } = test.meta()
        if (state !== 'skipped' || whySkipped === undefined) continue
        lacking.set(whySkipped, [...(lacking.get(whySkipped) ?? []), `${module.relativeModuleId}: ${test.fullName}`])
      }
    }
    // After the default reporter's own summary, whatever order the reporters run in.
    process.once('exit', () => console.log(`${notesOf(lacking)}${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`))
  }
}

function notesOf(lacking: ReadonlyMap<string, readonly string[]>): string {
  return [...lacking].map(([why, names]) => `SKIPPED ${names.length} tests: ${why}\n${names.map((name) => `  ${name}\n`).join('')}`).join('')
}
