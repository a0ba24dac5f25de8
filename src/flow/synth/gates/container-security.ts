import type { Json } from '../../../model/json.js'
import { asList, at, resourcesOf, text } from '../output/read-output.js'
import { containersOf, podSpecsOf } from './containers.js'
import { blocks, type Gate } from './gate.js'

/**
 * What Pod Security `restricted` asks of each container, stated on the container: the provider sends `runAsNonRoot: false` and
 * `allowPrivilegeEscalation: true` for one that leaves them out, which overrides the pod's; then every pod is refused and the apply succeeds.
 */
export const containerSecurity: Gate = {
  id: 'container-security',
  code: 'STK_CONTAINER_SECURITY',
  check: (stacks) => stacks.flatMap((stack) => resourcesOf(stack).flatMap((resource) => {
    const containers = podSpecsOf(resource).flatMap((pod) => containersOf(pod).map((container) => ({ container, missing: missingSettings(container, pod) })))
    return containers.filter(({ missing }) => missing.length > 0).map(({ container, missing }) => {
      return blocks('container-security', { stack, resource }, { container: text(at(container, 'name')) ?? '-', settings: missing.join(', ') })
    })
  })),
}

function missingSettings(container: Json, pod: Json): string[] {
  const own = (key: string): Json | undefined => at(container, 'security_context', key)
  const seccomp = text(at(container, 'security_context', 'seccomp_profile', 'type')) ?? text(at(pod, 'security_context', 'seccomp_profile', 'type'))
  return [
    ...(own('run_as_non_root') === true ? [] : ['runAsNonRoot: true']),
    ...(own('allow_privilege_escalation') === false ? [] : ['allowPrivilegeEscalation: false']),
    ...(own('privileged') === true ? ['privileged: false'] : []),
    ...(asList(at(container, 'security_context', 'capabilities', 'drop')).includes('ALL') ? [] : ['capabilities.drop: [ALL]']),
    ...(seccomp === 'RuntimeDefault' || seccomp === 'Localhost' ? [] : ['seccompProfile.type: RuntimeDefault']),
  ]
}
