import type { CatalogPart } from '../entry.js'

export const assessmentCatalog = {
  ASM_FINDINGS_OPEN: {
    fault: 'gate',
    en: {
      what: 'Open findings in {place}: {count} ({rules}).',
      why: 'Findings of severity block or error stop what comes after until they are mended or an approved exemption covers them.',
      fix: 'Mend each as its fix says, or record an exemption with approver and expiry in exemptions.yaml.',
    },
    zh: {
      what: '{place} 有 {count} 项未处理的问题：{rules}。',
      why: '阻断和错误级问题在整改或登记例外之前，后续工作不能进行。',
      fix: '按每项的办法整改，或在 exemptions.yaml 中登记有审批人和期限的例外。',
    },
  },
  ASM_RULE_UNKNOWN: {
    fault: 'input',
    en: {
      what: '"{rule}" in the rule switches of {place} is not the name of a rule.',
      why: 'A switch with a typing mistake leaves the rule it was meant for as it is.',
      fix: 'Correct the name; rules are named by family and number, such as CLD-06.',
    },
    zh: {
      what: '{place} 的规则开关“{rule}”不是规则名称。',
      why: '写错的开关不会起作用。',
      fix: '改正名称；规则以类别和编号命名，如 CLD-06。',
    },
  },
} as const satisfies CatalogPart
