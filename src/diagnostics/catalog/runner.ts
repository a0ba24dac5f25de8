import type { CatalogPart } from '../entry.js'

/** What stops OpenTofu or Terraform, before it starts and while it works. */
export const runnerCatalog = {
  TOFU_PROGRAM_MISSING: {
    fault: 'external',
    en: {
      what: 'No OpenTofu or Terraform can be run here: {program}.',
      why: 'Stacks are planned and applied by one of the two.',
      fix: 'Install OpenTofu 1.8 or Terraform 1.9, or a later one, so that it is in PATH. Which of the two is meant, program in sites.yaml says (tofu or terraform).',
    },
    zh: {
      what: '本机无法运行 OpenTofu 或 Terraform：{program}。',
      why: '栈的计划和实施由二者之一完成。',
      fix: '安装 OpenTofu 1.8 或 Terraform 1.9（或更高版本）并使其位于 PATH 中；用哪一个由 sites.yaml 的 program（tofu 或 terraform）指明。',
    },
  },
  TOFU_PROGRAM_TOO_OLD: {
    fault: 'external',
    en: {
      what: '{program} is version {version}; the oldest that will do is {oldest}.',
      why: 'Older ones do not report in JSON what they do, so that a failure could not be told from a success.',
      fix: 'Install a later version, or name the other program as program in sites.yaml (tofu or terraform).',
    },
    zh: {
      what: '{program} 的版本是 {version}，最低要求 {oldest}。',
      why: '更早的版本不能用 JSON 报告过程，无法分辨成败。',
      fix: '安装更高版本，或在 sites.yaml 的 program 中指明另一个程序（tofu 或 terraform）。',
    },
  },
  TOFU_FOLDER_NOT_OWN: {
    fault: 'external',
    en: {
      what: '{folder} belongs to another user, or others may look into it.',
      why: 'Providers put the sockets there by which they are controlled.',
      fix: 'Remove the folder, or have its owner remove it, and run the command again.',
    },
    zh: {
      what: '{folder} 属于其他用户，或他人可以访问。',
      why: '供应程序把受控的套接字放在其中。',
      fix: '删除该文件夹（或请其所有者删除）后重新运行命令。',
    },
  },
  TOFU_STACK_UNREADABLE: {
    fault: 'input',
    en: {
      what: 'There is no stack "{stack}" that can be read in {folder}.',
      why: 'The tool works in the folder that holds the stack\'s cdk.tf.json.',
      fix: 'Write the stacks again with "qianyun stacks synth", and give the same output folder.',
    },
    zh: {
      what: '{folder} 中没有可以读取的栈“{stack}”。',
      why: '程序在存放该栈 cdk.tf.json 的文件夹中运行。',
      fix: '用“qianyun stacks synth”重新生成栈，并使用同一输出文件夹。',
    },
  },
  TOFU_MIRROR_WITHOUT_PROVIDER: {
    fault: 'external',
    en: {
      what: 'No mirror holds the provider {source} in version {version} for {platform}: looked in {mirror}.',
      why: 'Providers are taken from the mirror alone and never from the internet, and in exactly the version that the stacks were made for.',
      fix: 'Bring the released package of the provider here and run "qianyun stacks mirror write <place> <package>", or put its unpacked files into {folder}, '
        + 'or name the folder of another mirror as mirror in sites.yaml.',
    },
    zh: {
      what: '镜像中没有 {platform} 的供应程序 {source} {version}；已查找 {mirror}。',
      why: '供应程序只从镜像取得，从不访问互联网，且版本须与生成栈时完全一致。',
      fix: '把该供应程序的发布包带到本机并运行“qianyun stacks mirror write <地区> <发布包>”，或把解压后的文件放入 {folder}，或用 sites.yaml 的 mirror 指明另一个镜像。',
    },
    example: 'qianyun stacks mirror write dezhou terraform-provider-kubernetes_2.38.0_linux_amd64.zip',
  },
  TOFU_MIRROR_PACKAGE_UNKNOWN: {
    fault: 'usage',
    en: {
      what: '"{package}" is not a package of a provider that the stacks of {place} need ({needed}).',
      why: 'Which provider, version and platform a package is for is read from its name, as it was released.',
      fix: 'Give terraform-provider-<type>_<version>_<platform>.zip, or the program terraform-provider-<type>_v<version> out of it, under its own name.',
    },
    zh: {
      what: '“{package}”不是 {place} 的栈所需供应程序（{needed}）的发布包。',
      why: '发布包属于哪个供应程序、版本和平台，由其发布时的文件名得知。',
      fix: '请使用原名的 terraform-provider-<类型>_<版本>_<平台>.zip，或其中的程序 terraform-provider-<类型>_v<版本>。',
    },
    example: 'terraform-provider-kubernetes_2.38.0_linux_amd64.zip',
  },
  TOFU_MIRROR_PACKAGE_DAMAGED: {
    fault: 'input',
    en: {
      what: '"{package}" cannot be unpacked: {reason}.',
      why: 'A package that was cut off or changed on its way must not become a provider.',
      fix: 'Bring the package again and compare its SHA-256 with the one that was published.',
    },
    zh: {
      what: '“{package}”无法解压：{reason}。',
      why: '传输中被截断或改动的包不能用作供应程序。',
      fix: '重新取得该包，并与公布的 SHA-256 核对。',
    },
  },
  TOFU_MIRROR_DIFFERS: {
    fault: 'external',
    en: {
      what: 'The package of {source} {version} in {folder} is not the one that {lock} names: {found}.',
      why: 'The lock file says which bytes were examined and agreed on; others have the same access to the clusters and are unknown.',
      fix: 'Put the agreed package back. If the new one is meant, write the lock file again with "qianyun stacks mirror write" and have the change reviewed.',
    },
    zh: {
      what: '{folder} 中 {source} {version} 的包与 {lock} 所记不符：{found}。',
      why: '锁文件记录了经审查认可的内容；其他内容来历不明，却有同样的集群访问权限。',
      fix: '换回认可的包；如确需使用新包，请用“qianyun stacks mirror write”重写锁文件，并提交审查。',
    },
  },
  TOFU_STATE_UNAUTHORIZED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'Where the states lie, the credentials are not known, or there were none. Nothing was changed.',
      fix: 'Give them in the environment: PGUSER and PGPASSWORD or PG_CONN_STR (pg), TF_HTTP_USERNAME and TF_HTTP_PASSWORD (http), AWS_ACCESS_KEY_ID and '
        + 'AWS_SECRET_ACCESS_KEY (s3); for kubernetes, correct the kubeconfig of the site. Files in the home directory are not looked at: name them (PGPASSFILE, '
        + 'AWS_SHARED_CREDENTIALS_FILE).',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '存放状态的服务器不认可凭据，或没有给出凭据。没有任何改动。',
      fix: '在环境变量中给出凭据：PGUSER 和 PGPASSWORD 或 PG_CONN_STR（pg），TF_HTTP_USERNAME 和 TF_HTTP_PASSWORD（http），AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY（s3）；'
        + '后端为 kubernetes 时请改正该站点的 kubeconfig。主目录中的文件不会被读取，须用 PGPASSFILE、AWS_SHARED_CREDENTIALS_FILE 指明。',
    },
  },
  TOFU_STATE_UNREACHABLE: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The server that keeps the states does not answer. Without the state nothing is planned and nothing applied.',
      fix: 'See whether the server runs and can be reached from here, and whether sites.yaml and the environment (PGHOST, PGPORT) name the right one. Then run the command again.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '存放状态的服务器没有应答。没有状态就不能计划，也不能实施。',
      fix: '检查该服务器是否运行并能从本机到达，以及 sites.yaml 和环境变量（PGHOST、PGPORT）所指是否正确，然后重新运行命令。',
    },
  },
  TOFU_STATE_TLS: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The server that keeps the states is not trusted, or one side speaks TLS and the other does not.',
      fix: 'Name the certificate authority: PGSSLROOTCERT (pg), TF_HTTP_CLIENT_CA_CERTIFICATE_PEM with its text (http), AWS_CA_BUNDLE (s3), the kubeconfig (kubernetes), or '
        + 'SSL_CERT_FILE. PGSSLMODE=disable only for a server on this machine.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '存放状态的服务器不受信任，或双方只有一方使用 TLS。',
      fix: '指明证书颁发机构：PGSSLROOTCERT（pg），TF_HTTP_CLIENT_CA_CERTIFICATE_PEM 给出证书内容（http），AWS_CA_BUNDLE（s3），kubeconfig（kubernetes），或 SSL_CERT_FILE。'
        + '只有服务器在本机时才可用 PGSSLMODE=disable。',
    },
  },
  TOFU_STATE_REFUSED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The server that keeps the states answers and does not do what it was asked: what has to exist is missing, or a right is, or the state is too large for it.',
      fix: 'Make what it names: a database that the role owns (pg), the bucket in that region (s3), the namespace with rights to its secrets and leases (kubernetes), '
        + 'LOCK and UNLOCK at the address (http).',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '存放状态的服务器有应答，但拒绝了请求：缺少应有的对象或权限，或状态过大。',
      fix: '按其说明准备：归该角色所有的数据库（pg），位于该区域的存储桶（s3），命名空间及其 secrets 与 leases 的权限（kubernetes），支持 LOCK 和 UNLOCK 的地址（http）。',
    },
  },
  TOFU_STATE_UNSAVED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'What was made could not be written down where the state lies. The tool has put it beside the stack, as errored.tfstate.',
      fix: 'Keep that file, bring back the server that keeps the states, and plan again: the file is written to it first. If the state has moved on since, look at both, '
        + 'put the file aside, and take over what is in the cluster with "qianyun stacks adopt".',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '已完成的改动无法写入状态的存放处，程序已把它存为栈文件夹中的 errored.tfstate。',
      fix: '保留该文件，恢复存放状态的服务器后重新计划，文件会先被写回。若状态此后又有变化，请对照两者，移走该文件，再用“qianyun stacks adopt”接管集群中的对象。',
    },
  },
  TOFU_STATE_MOVED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'sites.yaml names another place for the states than the one this stack was last seen with, or somebody has altered what the tool noted of it. With an empty state everything would be made a second time.',
      fix: 'Put state in sites.yaml back. If the states are to move, copy each with the tool itself: "tofu init -migrate-state" in the stack\'s folder, with both credentials given. '
        + 'If sites.yaml has not changed, remove .terraform/terraform.tfstate from the stack\'s folder and plan again.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: 'sites.yaml 指定的状态存放处与该栈上次使用的不同，或程序的记录被人改过。若用空状态，一切都会被重复创建。',
      fix: '把 sites.yaml 的 state 改回。若确需迁移状态，请在栈的文件夹中给出两处的凭据，用程序自身的“tofu init -migrate-state”逐个复制。若 sites.yaml 没有变化，请删除栈文件夹中的 .terraform/terraform.tfstate 后重新计划。',
    },
  },
  TOFU_ALREADY_EXISTS: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The object is in the cluster and not in the stack\'s state: somebody made it by hand, another state owns it, or a run was killed before it wrote its state.',
      fix: 'Take it over with "qianyun stacks adopt", or remove it if it is nobody\'s.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '对象已在集群中，但不在该栈的状态里：有人手工创建、属于另一份状态，或某次运行在写状态前被强行终止。',
      fix: '用“qianyun stacks adopt”接管；若无人使用，可将其删除。',
    },
  },
  TOFU_NOT_ADOPTABLE: {
    fault: 'external',
    en: {
      what: '{stack}: {object} exists, and the provider cannot take over objects of its kind ({address}).',
      why: 'Left as it is, the stack\'s next apply would say that it already exists.',
      fix: 'Compare it with the stack; if it may go, delete it (kubectl delete {kind} --namespace {namespace} {name}) and apply the stack, which makes it anew.',
    },
    zh: {
      what: '{stack}：{object} 已存在，而供应程序不支持接管这类对象（{address}）。',
      why: '若保持不变，该栈下次实施时会提示对象已存在。',
      fix: '与栈核对；若可删除，请删除（kubectl delete {kind} --namespace {namespace} {name}）后实施该栈，由其重新创建。',
    },
  },
  TOFU_REFUSED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The API server does not take the object: a quota, a policy, a missing right or a value that is not allowed.',
      fix: 'Correct what it names, in the inventory or in the cluster, and run the command again: what was made stays and is not made twice.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: 'API 服务器拒绝该对象：配额、策略、权限不足或取值不允许。',
      fix: '按其说明在清单或集群中改正后重新运行；已创建的对象会保留，不会重复创建。',
    },
  },
  TOFU_UNREACHABLE: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'A server does not answer; nothing was changed where it could not be reached.',
      fix: 'See whether the API server (or the server of the states) runs and can be reached from here, and run the command again.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '服务器没有应答；无法到达之处没有任何改动。',
      fix: '检查 API 服务器（或状态服务器）是否运行并能从本机到达，然后重新运行命令。',
    },
  },
  TOFU_UNAUTHORIZED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The server does not know who asks, or the kubeconfig does not say how to ask.',
      fix: 'Renew the credentials, or correct the kubeconfig or the context of the site in sites.yaml.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '服务器不认可请求者的身份，或 kubeconfig 内容不足。',
      fix: '更新凭据，或改正 sites.yaml 中该站点的 kubeconfig 或上下文。',
    },
  },
  TOFU_KIND_UNKNOWN: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The cluster has no definition of this kind of object, and without one such a stack cannot even be planned.',
      fix: 'Have the custom resource definitions installed (Gateway API, CloudNativePG), then plan this stack again.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '集群中没有这类对象的定义；没有定义，这样的栈连计划也做不了。',
      fix: '先安装相应的自定义资源定义（Gateway API、CloudNativePG），再重新计划该栈。',
    },
  },
  TOFU_STALE_PLAN: {
    fault: 'gate',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'Only the plan that was judged may be applied, to the state that it was made from. Nothing was changed.',
      fix: 'Plan again, look at the new plan, and apply that one.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '只能实施经过审查的计划，且状态须与作计划时一致。没有任何改动。',
      fix: '重新计划，查看新计划后再实施。',
    },
  },
  TOFU_LOCKED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'Somebody else is working on the same state, or a run was killed and left its lock behind.',
      fix: 'Wait for the other run. The tool\'s own words name who holds the lock and since when; only when that run is surely dead may the lock be taken off.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '另有人正在使用同一状态，或某次运行被强行终止而留下了锁。',
      fix: '等待另一次运行结束。程序的提示会说明锁的持有者和时间；只有确认该运行已终止，才可解除锁。',
    },
  },
  TOFU_PROVIDER_MISSING: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The provider could not be installed from the mirror into the stack\'s folder.',
      fix: 'Run "qianyun stacks mirror check" and do what it says.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '无法把供应程序从镜像装入栈的文件夹。',
      fix: '运行“qianyun stacks mirror check”并按提示处理。',
    },
  },
  TOFU_LOCK_FILE: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The lock file says which bytes a provider is; the mirror holds others, or the lock file does not name this provider.',
      fix: 'Run "qianyun stacks mirror check". If the provider was changed on purpose, write the lock file again with "qianyun stacks mirror write".',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '锁文件规定了供应程序的内容；镜像中的内容不同，或锁文件没有列出该供应程序。',
      fix: '运行“qianyun stacks mirror check”；若确实更换了供应程序，请用“qianyun stacks mirror write”重写锁文件。',
    },
  },
  TOFU_VARIABLE_MISSING: {
    fault: 'input',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'Addresses of servers outside the cluster, and where the kubeconfig is, are not part of a stack; they are told when it is planned.',
      fix: 'Add the value under addresses of the site in sites.yaml.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '集群外服务器的地址和 kubeconfig 的位置不写入栈，在计划时给出。',
      fix: '在 sites.yaml 中该站点的 addresses 下补充该值。',
    },
  },
  TOFU_STATE_WEDGED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The state does not say what there is: a run was killed, or the file was damaged. A plan made from it would make everything a second time.',
      fix: 'Bring the state back from its backup, or take over what is in the cluster with "qianyun stacks adopt". After "Unexpected Identity Change": '
        + 'remove the object from the state, then adopt it.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '状态没有反映实际情况：运行被强行终止，或文件损坏。以此作计划会把一切重复创建。',
      fix: '从备份恢复状态，或用“qianyun stacks adopt”接管集群中的对象。遇到“Unexpected Identity Change”时，先把该对象移出状态，再接管。',
    },
  },
  TOFU_INTERRUPTED: {
    fault: 'interrupted',
    en: {
      what: '{stack}: {summary}.',
      why: 'What had been begun was finished and is in the state; the rest was not begun.',
      fix: 'Plan again ({step}): the new plan holds what is left.',
    },
    zh: {
      what: '{stack}：{summary}。',
      why: '已开始的操作均已完成并写入状态，其余没有开始。',
      fix: '重新计划（{step}），新计划即为剩余部分。',
    },
  },
  TOFU_CRASHED: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The tool ended without a word on what is wrong; what it had done until then may not be in the state.',
      fix: 'Plan again. If that says that objects exist already, take them over with "qianyun stacks adopt".',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '程序没有说明原因就结束了；此前的操作可能没有写入状态。',
      fix: '重新计划；若提示对象已存在，请用“qianyun stacks adopt”接管。',
    },
  },
  TOFU_PROBLEM: {
    fault: 'external',
    en: {
      what: '{stack} ({step}): {summary}',
      why: 'The words are those of OpenTofu or Terraform, of its provider, or of the API server.',
      fix: 'Do what they say and run the command again; what was made stays and is not made twice.',
    },
    zh: {
      what: '{stack}（{step}）：{summary}',
      why: '以上为 OpenTofu 或 Terraform、供应程序或 API 服务器的原话。',
      fix: '按其说明处理后重新运行命令；已创建的对象会保留，不会重复创建。',
    },
  },
} as const satisfies CatalogPart
