import { describe, expect, test } from 'vitest'
import { assertNewEnough, runGo } from './go.js'

const tofu = { name: 'tofu', module: 'opentofu' }

describe('the Go of this machine', () => {
  test.each(['go1.26.6', 'go1.26.8', 'go1.27', 'go1.27.1-custom', 'go2.0.0'])('builds a module for 1.26.6 as %s', (version) => {
    expect(() => assertNewEnough({ program: 'go', version, platform: '' }, tofu)).not.toThrow()
  })

  test.each(['go1.26.5', 'go1.26', 'go1.25.13', 'go1.9'])('is refused as %s', (version) => {
    expect(() => assertNewEnough({ program: 'go', version, platform: '' }, tofu)).toThrow('TOOL_GO_TOO_OLD')
  })
})

/** A program that ends as Go does when something is wrong. */
function failing(text: string): Promise<string> {
  return runGo({ program: '/bin/sh', version: 'go1.26.8', platform: '' }, tofu, ['-c', `printf '%s\\n' "${text}" >&2; exit 1`])
}

describe('a build that fails', () => {
  test.each([
    ['go: golang.org/x/net@v0.1.0: Get \\"https://proxy.golang.org/x\\": dial tcp: lookup proxy.golang.org: no such host', 'TOOL_NO_NETWORK'],
    ['go: example.org/x@v1.0.0: module lookup disabled by GOPROXY=off', 'TOOL_NO_NETWORK'],
    ['k8s.io/kubernetes/pkg/x: /usr/local/go/pkg/tool/compile: signal: killed', 'TOOL_BUILD_KILLED'],
    ['link: writing output: write /tmp/a.out: no space left on device', 'TOOL_BUILD_KILLED'],
    ['verifying sigs.k8s.io/kwok@v0.7.0: checksum mismatch', 'TOOL_BUILD_FAILED'],
  ])('with "%s" is %s', async (text, code) => {
    await expect(failing(text)).rejects.toMatchObject({ diagnostics: [{ code, params: { tool: 'tofu' } }] })
  })

  test('tells the last lines of Go', async () => {
    await expect(failing('1\n2\n3\n4\n5\n6')).rejects.toMatchObject({ diagnostics: [{ params: { lines: '2\n    3\n    4\n    5\n    6' } }] })
  })
})
