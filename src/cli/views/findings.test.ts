import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import type { GateReport } from '../../app/stacks/findings.js'
import { renderFindings } from './findings.js'

const report: GateReport = {
  gates: [{ id: 'guarded', codes: ['GATE_GUARDED', 'GATE_SIGNATURE_EXPIRED'] }, { id: 'images', codes: ['GATE_IMAGE_DIGEST'] }, { id: 'counts', codes: ['GATE_COUNT'] }],
  stacks: [{ name: 'sys-a-city', path: 'stacks/sys-a-city/cdk.tf.json' }, { name: 'sys-b-city', path: 'stacks/sys-b-city/cdk.tf.json' }],
  findings: [
    {
      gate: 'counts', code: 'GATE_COUNT', stack: '-', resource: null, path: null, severity: 'block', params: { action: 'delete', count: 30, limit: 20 },
    },
    {
      gate: 'guarded', code: 'GATE_GUARDED', stack: 'sys-a-city', resource: 'kubernetes_namespace_v1.sys-a', path: 'stacks/sys-a-city/cdk.tf.json', severity: 'block',
      params: { kind: 'Namespace', action: 'delete', today: '2026-01-15' },
    },
    {
      gate: 'images', code: 'GATE_IMAGE_DIGEST', stack: 'sys-a-city', resource: 'kubernetes_pod_v1.a', path: 'stacks/sys-a-city/cdk.tf.json', severity: 'warn',
      params: { image: `<a & "b"> ]]> '\u0000\ud800 {1}\nhuzhou` },
    },
  ],
}
const view = { report, folder: 'cdktf.out/滨河 1' } as const

/** XML is read as JSX, whose grammar of elements, attributes and text is the same but for braces: gives what is not well-formed. */
function faultsOf(xml: string): string[] {
  const [declaration, ...body] = xml.split('\n')
  expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>')
  const { diagnostics = [] } = ts.transpileModule(`export default ${body.join('\n').replace(/[{}]/g, '')}`, { reportDiagnostics: true, fileName: 'a.tsx', compilerOptions: { jsx: ts.JsxEmit.Preserve } })
  return diagnostics.map(({ messageText }) => String(messageText))
}

describe('findings as text', () => {
  it('are a line each, what to do once a kind, and the count', () => {
    const lines = renderFindings({ ...view, language: 'en' }, 'text').split('\n')

    expect(lines[0]).toBe('blocks  GATE_COUNT  The plans of this run delete 30 resources without a signed change; 20 is the limit.')
    expect(lines.filter((line) => /^ {2}GATE_\w+: .*\(qianyun explain GATE_\w+\)$/.test(line))).toHaveLength(3)
    expect(lines.at(-1)).toBe('2 stacks, 3 gates: 2 block, 1 warn')
  })

  it('are said in the reader\'s language', () => {
    expect(renderFindings({ ...view, language: 'zh' }, 'text')).toMatch(/阻断 {2}GATE_GUARDED {2}sys-a-city：计划要对/)
  })
})

describe('findings as JSON', () => {
  it('hold file, parameters and words', () => {
    const { findings, gates } = JSON.parse(renderFindings({ ...view, language: 'en' }, 'json'))

    expect(gates).toEqual(report.gates)
    expect(findings[1]).toMatchObject({ code: 'GATE_GUARDED', file: 'cdktf.out/滨河 1/stacks/sys-a-city/cdk.tf.json', what: expect.stringContaining('would delete kubernetes_namespace_v1.sys-a'), fix: expect.any(String) })
  })
})

describe('findings as SARIF', () => {
  const { version, runs } = JSON.parse(renderFindings({ ...view, language: 'zh' }, 'sarif'))

  it('have a rule with help for every code that could have been said', () => {
    const { driver } = runs[0].tool

    expect([version, driver.language]).toEqual(['2.1.0', 'zh-CN'])
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(['GATE_GUARDED', 'GATE_SIGNATURE_EXPIRED', 'GATE_IMAGE_DIGEST', 'GATE_COUNT'])
    for (const rule of driver.rules) expect(rule.help.text).toMatch(/\p{Script=Han}/u)
  })

  it('point to the stack\'s file and to the resource in it, and name their rule', () => {
    expect(runs[0].results[1]).toMatchObject({
      ruleId: 'GATE_GUARDED', ruleIndex: 0, level: 'error',
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'cdktf.out/%E6%BB%A8%E6%B2%B3%201/stacks/sys-a-city/cdk.tf.json' } },
        logicalLocations: [{ fullyQualifiedName: 'sys-a-city/kubernetes_namespace_v1.sys-a', kind: 'resource' }],
      }],
    })
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(/\/manifest\.json$/)
    expect(runs[0].results.map(({ level }: { level: string }) => level)).toEqual(['error', 'error', 'warning'])
  })

  it('tell the same finding by the same fingerprint, in every language', () => {
    const prints = (language: 'en' | 'zh') => JSON.parse(renderFindings({ ...view, language }, 'sarif')).runs[0].results.map((result: { partialFingerprints: object }) => result.partialFingerprints)

    expect(prints('en')).toEqual(prints('zh'))
    expect(new Set(prints('en').map((print: object) => JSON.stringify(print))).size).toBe(3)
  })
})

describe('findings as JUnit XML', () => {
  const xml = renderFindings({ ...view, language: 'en' }, 'junit')

  it('are well-formed whatever a finding says', () => {
    expect(faultsOf(xml)).toEqual([])
    expect(xml).toContain('&lt;a &amp; &quot;b&quot;&gt; ]]&gt; &apos;\ufffd\ufffd {1}')
    expect(xml).not.toContain('\u0000')
  })

  it('would be seen to be broken', () => {
    expect(faultsOf(xml.replace('</testsuite>', ''))).not.toEqual([])
    expect(faultsOf(xml.replace('&lt;a', '<a'))).not.toEqual([])
  })

  it('have a suite for each stack and a case for each gate: a failure for what blocks, output for what warns', () => {
    expect(xml).toContain('<testsuites name="qianyun" tests="9" failures="2">')
    expect(xml).toContain('<testsuite name="sys-a-city" tests="3" failures="1" errors="0" skipped="0" file="cdktf.out/滨河 1/stacks/sys-a-city/cdk.tf.json">')
    expect(xml).toMatch(/<testcase name="guarded" classname="sys-a-city">\n\s*<failure message="[^"]+" type="GATE_GUARDED">GATE_GUARDED: /)
    expect(xml).toMatch(/<testcase name="images" classname="sys-a-city">\n\s*<system-out>GATE_IMAGE_DIGEST: /)
    expect(xml).toContain('<testsuite name="all stacks" tests="3" failures="1"')
    expect(xml.match(/<testcase name="counts" classname="sys-b-city"\/>/g)).toHaveLength(1)
  })
})
