import { whyBlocked } from '../../app/run/blocked.js'
import type { RunStatus } from '../../app/run/status.js'
import { wordsFor } from '../../diagnostics/words.js'
import { systemState } from '../../model/system-state.js'
import type { Io } from '../io.js'
import { renderTable } from './table.js'

const words = {
  en: { head: ['system', 'attempt', 'state', 'since', 'waits for'], run: 'run', plan: 'plan' },
  zh: { head: ['系统', '次数', '状态', '自', '等待'], run: '运行', plan: '方案' },
} as const

/** One line a system, after one line that says which run and which approved plan. */
export function showRunStatus({ run, systems }: RunStatus, io: Io): void {
  const { head, run: runWord, plan } = words[io.language]
  io.stdout(`${runWord} ${run.id}  ${plan} ${run.planHash.slice(0, 19)}`)
  const rows = systems.map(({ system, attempt, state, since, waiting, detail }) => [
    system, String(attempt), systemState[state][io.language], since, waiting ? `${waiting.reason}: ${waiting.nextStep} (${waiting.owner})` : state === 'blocked' ? whyBlocked({ system, detail }).map(({ code, params }) => `${code}: ${wordsFor(code, params, io.language).what}`).join(' ') : '',
  ])
  for (const line of renderTable([[...head], ...rows])) io.stdout(line)
}
