import type { CatalogPart } from '../entry.js'

/** What in a stack's folder no gate can judge: it never passes. */
export const stacksUnknownCatalog = {
  STK_UNKNOWN_RESOURCE: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} is a {kind}, which the synthesis never makes.',
      why: 'The gates know what the synthesis makes and look past everything else: it would be applied unjudged.',
      fix: 'Take it out and describe what is meant in the inventory. A kind that has a resource type of its own is never written as kubernetes_manifest.',
    },
    zh: {
      what: '{stack}：{resource} 的类型是 {kind}，生成程序从不产生这种资源。',
      why: '关卡只认识生成程序产生的类型，其余一律看不到：它会未经判断就被应用。',
      fix: '将其删除，并在清单中描述所需内容。有专门资源类型的对象不得写成 kubernetes_manifest。',
    },
  },
  STK_UNKNOWN_BLOCK: {
    fault: 'gate',
    en: {
      what: '{stack}: there is "{block}", which no stack has.',
      why: 'It computes, reads, runs or hides something when the tool works, and the gates have only read the file.',
      fix: 'Take it out, or write the stacks anew ("qianyun stacks synth <place>"). Imports and moves come from "qianyun stacks adopt" only.',
    },
    zh: {
      what: '{stack}：其中有“{block}”，任何栈都不应有。',
      why: '它会在工具执行时计算、读取、运行或隐藏某些内容，而关卡只读文件本身。',
      fix: '将其删除，或重新生成栈（“qianyun stacks synth <地区>”）。import 和 moved 只能由“qianyun stacks adopt”写入。',
    },
  },
  STK_UNKNOWN_EXPRESSION: {
    fault: 'gate',
    en: {
      what: '{stack}: an expression stands at {path}.',
      why: 'What it becomes is known only to the tool, after the gates; it can read files of the machine that plans.',
      fix: 'Write the value out. Only variables of the stack may be referred to; text that has to keep a "${" is written as "$${".',
    },
    zh: {
      what: '{stack}：{path} 处有表达式。',
      why: '其结果只有工具在关卡之后才知道；它还可能读取执行计划的机器上的文件。',
      fix: '直接写出值。只能引用栈的变量；文本中必须保留的“${”写成“$${”。',
    },
  },
  STK_UNKNOWN_PROVIDER: {
    fault: 'gate',
    en: {
      what: '{stack}: {part} is not as every stack has it.',
      why: 'A provider runs with the rights of whoever applies. One that is told a host, a token or a helper program asks another cluster than the one that was checked.',
      fix: 'Leave one provider with config_path and config_context, from the source and in the version that the synthesis writes.',
    },
    zh: {
      what: '{stack}：{part} 与所有栈的写法不同。',
      why: '提供程序以执行者的权限运行；若被指定了主机、令牌或辅助程序，访问的就不是核对过的集群。',
      fix: '只保留一个提供程序及其 config_path、config_context，来源和版本以生成程序所写为准。',
    },
  },
  STK_UNKNOWN_FILE: {
    fault: 'gate',
    en: {
      what: '{stack}: {file} lies in its folder, and the synthesis has not written it.',
      why: 'The tool would read it with the stack, or lay it over the stack; no gate has judged it. A link may lead to something else tomorrow.',
      fix: 'Remove stacks/{stack}/{file} from the output folder. Values of variables belong in sites.yaml; everything else in the inventory.',
    },
    zh: {
      what: '{stack}：其文件夹中的 {file} 不是生成程序写入的。',
      why: '工具会把它与栈一起读取，或用它覆盖栈的内容，而关卡没有判断过它；链接明天可能指向别处。',
      fix: '从输出文件夹中删除 stacks/{stack}/{file}。变量的值写入 sites.yaml，其余写入清单。',
    },
  },
  STK_UNREADABLE_STACK: {
    fault: 'gate',
    en: {
      what: '{stack}: {file} is missing, is no JSON, or has a key twice in one block.',
      why: 'Of a key that stands twice the tool takes both, and whoever reads JSON the last: what was judged would not be what is applied.',
      fix: 'Write the stacks anew ("qianyun stacks synth <place>").',
    },
    zh: {
      what: '{stack}：{file} 缺失、不是 JSON，或同一个块中有重复的键。',
      why: '键重复时，工具两个都取，而读取 JSON 的程序只取后一个：判断的内容与应用的内容就不一致。',
      fix: '重新生成栈（“qianyun stacks synth <地区>”）。',
    },
  },
  STK_STATE_BACKEND: {
    fault: 'gate',
    en: {
      what: '{stack}: its state is not kept where it belongs ({part}).',
      why: 'With another state the tool knows nothing of what was applied, or takes what is another stack\'s for its own and removes it.',
      fix: 'Choose the backend under "state" in sites.yaml and write the stacks anew; credentials come from the environment.',
    },
    zh: {
      what: '{stack}：状态没有存放在应有的位置（{part}）。',
      why: '换了状态，工具就不知道已应用过什么，或把别的栈的对象当成自己的而删除。',
      fix: '在 sites.yaml 的 state 中选择后端，再重新生成栈；凭据由环境提供。',
    },
  },
} as const satisfies CatalogPart
