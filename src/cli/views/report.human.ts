import type { WrittenReport } from '../../app/report/write-report.js'
import type { Io } from '../io.js'

const words = {
  en: {
    headline: (migrated: number, toMigrate: number, decisions: number) =>
      `${migrated} of ${toMigrate} systems migrated to the cloud; ${decisions} waiting for a decision`,
    broken: 'The chain of evidence is broken: a record was changed or removed. Do not sign this report.',
    missing: (paths: string) => `Figures without evidence: ${paths}`,
  },
  zh: {
    headline: (migrated: number, toMigrate: number, decisions: number) => `应迁移上云 ${toMigrate} 个系统，已迁移 ${migrated} 个；${decisions} 项待决`,
    broken: '证据链已断裂：有记录被改动或删除。请勿签署本报告。',
    missing: (paths: string) => `没有证据的数字：${paths}`,
  },
} as const

/** The sentence on stderr, the path on stdout, so that a script can open it. */
export function showReport({ file, facts, evidenceMissing }: WrittenReport, io: Io): void {
  const say = words[io.language]
  io.stderr(say.headline(facts.totals.migrated.value ?? 0, facts.totals.toMigrate.value ?? 0, facts.decisions.length))
  if (!facts._meta.chainIntact) io.stderr(say.broken)
  if (evidenceMissing.length > 0) io.stderr(say.missing(evidenceMissing.join(', ')))
  io.stdout(file)
}
