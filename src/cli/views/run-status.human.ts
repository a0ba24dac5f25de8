import { whyBlocked } from '../../app/run/blocked.js'
import { shortHash } from '../../app/run/shown.js'
import type { RunStatus } from '../../app/run/status.js'
import { wordsFor } from '../../diagnostics/words.js'
import { systemState } from '../../model/system-state.js'
import type { Io } from '../io.js'
import { renderTable } from './table.js'

const words = {
  en: { head: ['system', 'attempt', 'state', 'since', 'evidence', 'waits for'], run: 'run', plan: 'plan', paused: (by: string, since: string) => `copies paused by ${by} since ${since}` },
  zh: { head: ['系统', '次数', '状态', '自', '证据', '等待'], run: '运行', plan: '方案', paused: (by: string, since: string) => `${by} 自 ${since} 起暂停复制` },
} as const

/** One line a system, after one line that says which run and which approved plan. `evidence` is what a signer names with `--shown`. */
export function showRunStatus(status: RunStatus, io: Io): void {
  const { head, run: runWord, plan } = words[io.language]
  const { run, systems, shown } = status
  io.stdout(`${runWord} ${run.id}  ${plan} ${run.planHash.slice(0, 19)}`)
  const rows = systems.map((one) => {
    const hash = shown.get(one.system)
    return [one.system, String(one.attempt), systemState[one.state][io.language], one.since, hash ? shortHash(hash) : '', waitsFor(one, status, io)]
  })
  for (const line of renderTable([[...head], ...rows])) io.stdout(line)
}

function waitsFor({ system, state, waiting, detail }: RunStatus['systems'][number], { pauses }: RunStatus, { language }: Io): string {
  const held = pauses.find((one) => one.system === system)
  const told = [
    ...(held ? [words[language].paused(held.by, held.since)] : []),
    ...(waiting ? [`${waiting.reason}: ${waiting.nextStep} (${waiting.owner})`] : []),
    ...(state === 'blocked' ? whyBlocked({ system, detail }).map(({ code, params }) => `${code}: ${wordsFor(code, params, language).what}`) : []),
  ]
  return told.join('  ')
}
