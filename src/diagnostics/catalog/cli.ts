import type { CatalogPart } from '../entry.js'

export const cliCatalog = {
  CLI_UNKNOWN_CODE: {
    fault: 'usage',
    en: {
      what: '"{code}" is not the code of a problem.',
      why: 'Every problem that is printed starts with its code, for example INV_UNKNOWN_KEY.',
      fix: 'Copy the code from the message; without a code the command lists them all: qianyun explain',
    },
    zh: {
      what: '没有编号为“{code}”的问题。',
      why: '每条问题信息都以编号开头，例如 INV_UNKNOWN_KEY。',
      fix: '从提示信息中复制编号；不带编号可列出全部：qianyun explain',
    },
  },
  CLI_BAD_FLAG: {
    fault: 'usage',
    en: {
      what: '{detail}',
      why: 'A flag that is not understood could change what is done.',
      fix: 'See: qianyun {command} --help',
    },
    zh: {
      what: '{detail}',
      why: '不认识的参数可能改变执行内容。',
      fix: '查看：qianyun {command} --help',
    },
  },
  CLI_INTERNAL: {
    fault: 'internal',
    en: {
      what: 'This is a bug in qianyun: {detail}',
      why: 'The program met a state it does not know; it stopped before changing anything more.',
      fix: 'Report it with the lines above; the run, if any, can be resumed by the same command.',
    },
    zh: {
      what: '这是 qianyun 的缺陷：{detail}',
      why: '程序遇到未知状态，已停止，未再做改动。',
      fix: '请连同上面的输出一并报告；如有运行，可用同一命令继续。',
    },
  },
} as const satisfies CatalogPart
