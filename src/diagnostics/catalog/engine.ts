import type { CatalogPart } from '../entry.js'

export const engineCatalog = {
  ENG_SCHEMA_TOO_NEW: {
    fault: 'external',
    en: {
      what: 'The record in the control database has format {found}; this version knows up to {known}.',
      why: 'A later version of qianyun has written it, and an earlier one would not understand what it reads.',
      fix: 'Use the later version.',
    },
    zh: {
      what: '控制数据库中的记录格式为 {found}，本版本最高支持 {known}。',
      why: '记录由更新版本的 qianyun 写入，旧版本无法正确理解。',
      fix: '请使用更新的版本。',
    },
  },
  ENG_UNKNOWN_RUN: {
    fault: 'usage',
    en: {
      what: 'There is no run "{run}".',
      why: 'States, events, approvals and evidence belong to a run.',
      fix: 'See the latest run of a place: qianyun run status <place>',
    },
    zh: {
      what: '没有名为“{run}”的执行。',
      why: '状态、事件、审批和证据都属于某次执行。',
      fix: '查看某地最近一次运行：qianyun run status <place>',
    },
  },
  ENG_UNKNOWN_ATTEMPT: {
    fault: 'usage',
    en: {
      what: 'System "{system}" has no attempt in run "{run}".',
      why: 'Only a system whose move was begun has a state.',
      fix: 'Check the id of the system and of the run.',
    },
    zh: {
      what: '系统“{system}”在执行“{run}”中没有迁移记录。',
      why: '只有已开始迁移的系统才有状态。',
      fix: '请核对系统编号和执行编号。',
    },
  },
  ENG_OTHER_ATTEMPT: {
    fault: 'internal',
    en: {
      what: 'Attempt {attempt} of system "{system}" wrote into run "{run}" while attempt {latest} is the latest.',
      why: 'Work that was cancelled with an earlier attempt may end late; what it found is not true of the later one.',
      fix: 'Nothing to do here; the latest attempt goes on.',
    },
    zh: {
      what: '系统“{system}”的第 {attempt} 次尝试向执行“{run}”写入，而最新的是第 {latest} 次。',
      why: '随早先一次尝试取消的工作可能迟迟才结束，它的结论不适用于后一次。',
      fix: '无需处理，最新一次尝试会继续。',
    },
  },
  ENG_STATE_REFUSED: {
    fault: 'internal',
    en: {
      what: 'System "{system}" cannot go from "{from}" to "{to}"; possible now: {allowed}.',
      why: 'States follow each other in a fixed order, so that none of the checks between them is left out.',
      fix: 'Look at the state of the system with "qianyun run status" and go on from there.',
    },
    zh: {
      what: '系统“{system}”不能从“{from}”转到“{to}”；当前可转到：{allowed}。',
      why: '状态按固定顺序推进，以免漏掉其间的检查。',
      fix: '用 qianyun run status 查看系统状态，从该处继续。',
    },
  },
  ENG_RUN_DIFFERS: {
    fault: 'input',
    en: {
      what: 'Run "{run}" exists already and carries out another plan.',
      why: 'A run carries out the plan that was approved for it and no other.',
      fix: 'Start a new run for the new plan.',
    },
    zh: {
      what: '执行“{run}”已存在，且对应另一份方案。',
      why: '一次执行只对应为其批准的方案。',
      fix: '请为新方案另起一次执行。',
    },
  },
  ENG_EVIDENCE_DIFFERS: {
    fault: 'internal',
    en: {
      what: 'Evidence "{id}" of run "{run}" exists already and says something else.',
      why: 'Evidence is never overwritten.',
      fix: 'Record what was seen now under a new id.',
    },
    zh: {
      what: '执行“{run}”的证据“{id}”已存在且内容不同。',
      why: '证据不可覆盖。',
      fix: '请用新的编号记录本次结果。',
    },
  },
  ENG_WORKER_RUNNING: {
    fault: 'usage',
    en: {
      what: 'A worker "{worker}" is running already.',
      why: 'Two workers of one name would take each other\'s work for their own.',
      fix: 'Stop the other one, or give this one another name.',
    },
    zh: {
      what: '名为“{worker}”的执行器已在运行。',
      why: '两个同名执行器会互相误认对方的工作。',
      fix: '停止另一个，或为本执行器另取名称。',
    },
  },
  ENG_PHASE_NOT_DEFINED: {
    fault: 'internal',
    en: {
      what: 'No worker knows a phase of the name "{phase}" (wanted for "{id}").',
      why: 'A phase that nobody can run would keep its place in the queue of its site for ever.',
      fix: 'Start a worker of the version that has the phase. If all are of one version, this is a bug in qianyun.',
    },
    zh: {
      what: '没有执行器认识名为“{phase}”的阶段（用于“{id}”）。',
      why: '无人能执行的阶段会一直占用站点队列。',
      fix: '启动包含该阶段的版本的执行器。若版本均相同，则为 qianyun 的缺陷。',
    },
  },
  ENG_PHASE_UNKNOWN: {
    fault: 'usage',
    en: {
      what: 'There is no phase "{id}" in the control database.',
      why: 'Only a phase that was started can be retried.',
      fix: 'Look at the phases with "qianyun run status".',
    },
    zh: {
      what: '控制数据库中没有阶段“{id}”。',
      why: '只有已启动的阶段才能重试。',
      fix: '用 qianyun run status 查看各阶段。',
    },
  },
  ENG_STEP_UNKNOWN: {
    fault: 'usage',
    en: {
      what: 'Phase "{id}" has no step "{step}".',
      why: 'A retry begins at a step of the phase; the steps before it keep their results.',
      fix: 'Use one of: {known}',
    },
    zh: {
      what: '阶段“{id}”没有步骤“{step}”。',
      why: '重试从阶段的某个步骤开始，其前的步骤保留结果。',
      fix: '请使用其中之一：{known}',
    },
  },
  ENG_PHASE_ACTIVE: {
    fault: 'usage',
    en: {
      what: 'Phase "{id}" has not ended.',
      why: 'A phase that waits or runs cannot be begun again beside itself.',
      fix: 'Wait for its end or cancel it first.',
    },
    zh: {
      what: '阶段“{id}”尚未结束。',
      why: '等待中或执行中的阶段不能同时再次开始。',
      fix: '请等待其结束或先取消。',
    },
  },
  ENG_RESULT_TOO_LARGE: {
    fault: 'internal',
    en: {
      what: 'Step "{step}" returned {bytes} bytes; at most {most} are kept.',
      why: 'Results are read again on every recovery.',
      fix: 'Keep the data in a file and return where it is. This is a bug in qianyun.',
    },
    zh: {
      what: '步骤“{step}”返回 {bytes} 字节，最多保留 {most}。',
      why: '每次恢复都要重新读取结果。',
      fix: '应把数据存为文件并返回其位置。这是 qianyun 的缺陷。',
    },
  },
  ENG_STEP_TIMEOUT: {
    fault: 'external',
    en: {
      what: 'Step "{step}" did not end within {milliseconds} ms.',
      why: 'What it does may hang; its result no longer counts.',
      fix: 'Look at the events of the step, mend the cause, then retry the phase from this step.',
    },
    zh: {
      what: '步骤“{step}”未在 {milliseconds} 毫秒内结束。',
      why: '其操作可能已挂起，结果不再采用。',
      fix: '查看该步骤的事件，排除原因后从该步骤重试。',
    },
  },
} as const satisfies CatalogPart
