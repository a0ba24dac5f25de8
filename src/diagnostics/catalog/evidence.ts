import type { CatalogPart } from '../entry.js'

export const evidenceCatalog = {
  EVD_SHOWN_CHANGED: {
    fault: 'gate',
    en: {
      what: 'The evidence of {system} is not what was shown: {seen} was, {now} is there now.',
      why: 'A signature stands for what its signer has seen; since then something was added, or the hash was typed wrongly (at least 12 characters of it are needed).',
      fix: 'Look again and sign what is there: qianyun run status {place}',
    },
    zh: {
      what: '系统 {system} 的证据与所示不同：所示为 {seen}，现为 {now}。',
      why: '签字只对签字人看到的内容负责；其后又有新的证据，或散列输入有误（至少需要 12 位）。',
      fix: '请重新查看后再签字：qianyun run status {place}',
    },
  },
  EVD_KEY_UNUSABLE: {
    fault: 'external',
    en: {
      what: 'The key {file} cannot be used: {detail}.',
      why: 'Evidence is signed by the place\'s own key, which lies in the state folder.',
      fix: 'Give the user of this command access to the folder. If the key is damaged, restore it from a backup; files signed by it stay valid by its public key.',
    },
    zh: {
      what: '密钥 {file} 无法使用：{detail}。',
      why: '证据由该地方自己的密钥签署，密钥保存在状态目录中。',
      fix: '请让执行命令的用户能够访问该目录；密钥损坏时请从备份恢复，已签文件仍可用其公钥验证。',
    },
  },
  EVD_NOT_WRITTEN: {
    fault: 'external',
    en: {
      what: 'The file {file} could not be written: {detail}.',
      why: 'The run\'s record is unchanged; only this copy of it is missing.',
      fix: 'Name a file in a folder that can be written: --out FILE',
    },
    zh: {
      what: '文件 {file} 无法写入：{detail}。',
      why: '执行记录没有变化，只是缺少这份导出。',
      fix: '请用 --out 指定可写目录中的文件。',
    },
  },
  EVD_UNREADABLE: {
    fault: 'input',
    en: {
      what: 'The file {file} cannot be read: {detail}.',
      why: 'There is nothing that could be verified.',
      fix: 'Check the path.',
    },
    zh: {
      what: '文件 {file} 无法读取：{detail}。',
      why: '没有可以验证的内容。',
      fix: '请检查路径。',
    },
  },
  EVD_NOT_EVIDENCE: {
    fault: 'input',
    en: {
      what: '{file} is not an evidence file.',
      why: 'It is no JSON, or lacks the chain of records, the key or the signature.',
      fix: 'Export it again: qianyun evidence export <place>',
    },
    zh: {
      what: '{file} 不是证据文件。',
      why: '它不是 JSON，或缺少证据链、公钥或签名。',
      fix: '请重新导出：qianyun evidence export <place>',
    },
  },
  EVD_NO_KEY: {
    fault: 'input',
    en: {
      what: '{file} holds no public key.',
      why: 'A signature can only be checked with the key of the one who signed.',
      fix: 'Take the output of: qianyun evidence key <place>',
    },
    zh: {
      what: '{file} 中没有公钥。',
      why: '只有用签署者的公钥才能验证签名。',
      fix: '请使用以下命令的输出：qianyun evidence key <place>',
    },
  },
  EVD_RECORD_CHANGED: {
    fault: 'gate',
    en: {
      what: 'Record {position} ({id}) was changed after it was written.',
      why: 'Its content does not give the hash it carries.',
      fix: 'Do not rely on it; export the run again on the machine that holds its record, and compare.',
    },
    zh: {
      what: '第 {position} 条记录（{id}）在写入后被改动。',
      why: '其内容与自带的散列不符。',
      fix: '请勿采信；请在保存执行记录的机器上重新导出并比对。',
    },
  },
  EVD_RECORD_REMOVED: {
    fault: 'gate',
    en: {
      what: 'At least one record was removed before record {position} ({id}).',
      why: 'It names a record as the one before it that is not in the file.',
      fix: 'Do not rely on the file; export the run again on the machine that holds its record, and compare.',
    },
    zh: {
      what: '第 {position} 条记录（{id}）之前至少缺少一条记录。',
      why: '它所指的前一条记录不在文件中。',
      fix: '请勿采信该文件；请在保存执行记录的机器上重新导出并比对。',
    },
  },
  EVD_RECORD_MOVED: {
    fault: 'gate',
    en: {
      what: 'Record {position} ({id}) does not stand where it was written.',
      why: 'It follows another record than the one it names as the one before it.',
      fix: 'Do not rely on the order of the file; export the run again on the machine that holds its record, and compare.',
    },
    zh: {
      what: '第 {position} 条记录（{id}）不在原来的位置。',
      why: '它前面的记录不是它所指的那一条。',
      fix: '请勿采信文件中的顺序；请在保存执行记录的机器上重新导出并比对。',
    },
  },
  EVD_END_REMOVED: {
    fault: 'gate',
    en: {
      what: 'Records at the end are missing: after {records} records the chain does not reach the end that the file names.',
      why: 'What came last is often what somebody would rather not show.',
      fix: 'Do not rely on the file; export the run again on the machine that holds its record, and compare.',
    },
    zh: {
      what: '末尾缺少记录：{records} 条之后没有到达文件所写的链尾。',
      why: '被去掉的往往正是不愿示人的最后部分。',
      fix: '请勿采信该文件；请在保存执行记录的机器上重新导出并比对。',
    },
  },
  EVD_OTHER_KEY: {
    fault: 'gate',
    en: {
      what: 'The file is signed by another key: {named}, not {wanted}.',
      why: 'Anybody can sign with a key of their own; only the place\'s key speaks for the place.',
      fix: 'Ask the place for its public key (qianyun evidence key <place>) and where the file comes from.',
    },
    zh: {
      what: '该文件由另一把密钥签署：{named}，而不是 {wanted}。',
      why: '任何人都能用自己的密钥签署，只有该地方的密钥才能代表该地方。',
      fix: '请向该地方索取公钥（qianyun evidence key <place>），并核实文件来源。',
    },
  },
  EVD_SIGNATURE_WRONG: {
    fault: 'gate',
    en: {
      what: 'The signature does not fit the file (key {fingerprint}).',
      why: 'Something in it was changed after it was signed: a record named above, or the operator, the approvals or the times beside them.',
      fix: 'Do not rely on it; export the run again on the machine that holds its record, and compare.',
    },
    zh: {
      what: '签名与文件不符（密钥 {fingerprint}）。',
      why: '签署之后有内容被改动：可能是上面列出的记录，也可能是操作人、审批或耗时。',
      fix: '请勿采信；请在保存执行记录的机器上重新导出并比对。',
    },
  },
} as const satisfies CatalogPart
