import type { FactAnswer, SideAnswer, WhyAnswer } from '../../app/network/why.js'
import type { Language } from '../../model/labels.js'

type Ids = FactAnswer['ids']

/** The words of the network commands; the sentences of problems are in the catalog. */
export const networkWords = {
  en: {
    answer: ({ site, from, to, port, protocol, reachable }: WhyAnswer) =>
      `${site}: ${from} ${reachable ? 'may reach' : 'may not reach'} ${to} on ${port}/${protocol}`,
    hop: (from: string, to: string, port: number) => `  ${from} → ${to} :${port}`,
    side: { egress: 'out of', ingress: 'into' },
    state: {
      open: 'no policy isolates it', allowed: 'allowed', denied: 'denied: no rule is for this peer',
      'other-port': 'denied: the rules for this peer are for other ports',
    } satisfies Record<SideAnswer['state'], string>,
    rule: (policy: string, rule: number) => `      ${policy}, rule ${rule}`,
    fact: {
      dependency: ([from, to, kind]: Ids) => `dependency ${from} → ${to} (${kind})`,
      domain: ([domain]: Ids) => `domain ${domain}`,
      system: ([system]: Ids) => `parts of ${system}`,
      legacy: ([system]: Ids) => `old side of ${system}`,
      database: ([store]: Ids) => `database ${store}`,
      baseline: () => 'what every namespace has',
    } satisfies Record<FactAnswer['kind'], (ids: Ids) => string>,
    advice: {
      'declare-dependency': () => 'to open it, declare the dependency in the inventory:',
      'state-port': () => 'the dependency is declared for another port; state this one:',
      'other-direction': () => 'the dependency is declared, with the calls going the other way; if they go both ways, write:',
      'declare-exchange': (domains: string) => `neither domain has an exchange; name one at ${domains}:`,
      'closed-domain': (domain: string) => `no flow may enter or leave "${domain}" by its kind; nothing that can be declared opens it`,
      isolated: (domains: string) => `isolatedFrom says that ${domains} are isolated from each other`,
      'only-by-gateway': () => 'users reach a system through the gateway of its own domain only; from elsewhere a system of theirs has to depend on it',
      'nothing-to-declare': () => 'nothing that is declared in the inventory opens a way there',
    },
    none: 'no site has stacks of this place',
    matrix: (site: string) => `${site}: who may reach whom, pairs by network domain (from ↓ to →)`,
    domain: 'domain',
    systems: 'systems',
    over: (from: string, to: string, exchanges: string) => `  ${from} → ${to}: over ${exchanges}`,
    direct: (from: string, to: string) => `  ${from} → ${to}: without an exchange`,
  },
  zh: {
    answer: ({ site, from, to, port, protocol, reachable }: WhyAnswer) => `${site}：${from} ${reachable ? '可以' : '不能'}访问 ${to} 的 ${port}/${protocol}`,
    hop: (from: string, to: string, port: number) => `  ${from} → ${to} :${port}`,
    side: { egress: '出', ingress: '入' },
    state: { open: '没有策略隔离', allowed: '放行', denied: '拒绝：没有针对该对端的规则', 'other-port': '拒绝：针对该对端的规则是其他端口' } satisfies Record<SideAnswer['state'], string>,
    rule: (policy: string, rule: number) => `      ${policy}，第 ${rule} 条规则`,
    fact: {
      dependency: ([from, to, kind]: Ids) => `依赖 ${from} → ${to}（${kind}）`,
      domain: ([domain]: Ids) => `网络域 ${domain}`,
      system: ([system]: Ids) => `${system} 的各部分`,
      legacy: ([system]: Ids) => `${system} 的原系统`,
      database: ([store]: Ids) => `数据库 ${store}`,
      baseline: () => '每个命名空间都有',
    } satisfies Record<FactAnswer['kind'], (ids: Ids) => string>,
    advice: {
      'declare-dependency': () => '如需放行，在清单中登记依赖：',
      'state-port': () => '该依赖登记的是其他端口；请写明此端口：',
      'other-direction': () => '该依赖已登记，但调用方向相反；如为双向调用，请写：',
      'declare-exchange': (domains: string) => `两个域都没有交换平台；请在 ${domains} 填写：`,
      'closed-domain': (domain: string) => `“${domain}”按其类型不允许数据流出入，无法通过登记放行`,
      isolated: (domains: string) => `isolatedFrom 声明 ${domains} 相互隔离`,
      'only-by-gateway': () => '用户只能经本域网关访问系统；从别处访问，须有那里的系统登记对它的依赖',
      'nothing-to-declare': () => '清单中没有可登记的内容能放行到那里',
    },
    none: '该地没有任何站点的栈',
    matrix: (site: string) => `${site}：各网络域之间可访问的对数（行访问列）`,
    domain: '网络域',
    systems: '系统数',
    over: (from: string, to: string, exchanges: string) => `  ${from} → ${to}：经 ${exchanges}`,
    direct: (from: string, to: string) => `  ${from} → ${to}：不经交换平台`,
  },
} as const satisfies Record<Language, unknown>
