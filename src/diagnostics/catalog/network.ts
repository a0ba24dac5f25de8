import type { CatalogPart } from '../entry.js'

/** Network domains: what the inventory says of them that cannot be so, what stacks must not open, and questions about who reaches whom. */
export const networkCatalog = {
  NET_DOMAIN_WITHOUT_CIDR: {
    fault: 'input',
    en: {
      what: '{domain} has no addresses ("cidr"), and {by} lies in it.',
      why: 'Users and servers outside the cluster are let in by the addresses of their domain; without them nobody is.',
      fix: 'Write cidr: [<address>/<prefix>] of the domain, from the plan of addresses of the extranet.',
    },
    zh: {
      what: '{domain} 没有填写网段（cidr），而 {by} 位于其中。',
      why: '用户和集群外的服务器按所在域的网段放行；没有网段就谁也进不来。',
      fix: '按电子政务外网地址规划为该域填写 cidr: [<地址>/<前缀>]。',
    },
  },
  NET_DOMAIN_MAY_NOT_EXCHANGE: {
    fault: 'input',
    en: {
      what: '{domain} is of the kind {kind} and names the exchange "{exchange}".',
      why: 'A physically isolated domain and a backup network exchange nothing with other domains; an exchange would join them.',
      fix: 'Remove "exchange", or correct "kind": a dedicated network that docks to the extranet through the exchange is a private_zone.',
    },
    zh: {
      what: '{domain} 的类型为 {kind}，却填写了交换平台“{exchange}”。',
      why: '物理隔离域和备份网不与其他域交换数据；设了交换就等于连通。',
      fix: '删除 exchange；若实为经交换平台与外网对接的业务专网，应把 kind 改为 private_zone。',
    },
  },
  NET_NOT_AN_EXCHANGE: {
    fault: 'input',
    en: {
      what: '{domain} names "{platform}" as its exchange, which is a platform of the kind {kind}.',
      why: 'Flows between domains pass the cross-network data exchange and nothing else; a sharing platform carries data, it does not separate networks.',
      fix: 'Name a platform of the kind exchange_gateway ({known}), or correct the kind of this one.',
    },
    zh: {
      what: '{domain} 的交换平台“{platform}”是 {kind} 类平台。',
      why: '域间数据流只能经跨网（域）数据安全交换系统；共享交换平台承载数据，并不隔离网络。',
      fix: '改填 exchange_gateway 类平台（{known}），或更正该平台的 kind。',
    },
  },
  NET_FLOW_WITHOUT_EXCHANGE: {
    fault: 'input',
    en: {
      what: '{from} ({fromDomain}) needs {to} ({toDomain}), and neither domain has an exchange.',
      why: 'Flows between two domains pass the cross-network data exchange; no path can be opened for this one.',
      fix: 'Name the exchange platform in "exchange" of one of the domains or in "via" of this dependency.',
    },
    zh: {
      what: '{from}（{fromDomain}）依赖 {to}（{toDomain}），而两个域都没有交换平台。',
      why: '域间数据流须经跨网（域）数据安全交换；这一依赖无法放行。',
      fix: '在其中一个域的 exchange 或本依赖的 via 中填写交换平台。',
    },
  },
  NET_FLOW_INTO_CLOSED_DOMAIN: {
    fault: 'input',
    en: {
      what: '{from} ({fromDomain}) needs {to} ({toDomain}), but "{closed}" is of the kind {kind}, which no flow may enter or leave.',
      why: 'What is physically isolated is so because nothing of it may be reached by a network; a path would undo that.',
      fix: 'Declare the dependency as what it is (kind: manual, for data carried by people), move one end into the other\'s domain, or correct the kind of the domain.',
    },
    zh: {
      what: '{from}（{fromDomain}）依赖 {to}（{toDomain}），但“{closed}”的类型是 {kind}，不允许任何数据流出入。',
      why: '物理隔离的意义就在于网络不可达；一旦放行，隔离即不存在。',
      fix: '如实登记依赖方式（人工摆渡为 kind: manual），把一端迁入另一端所在域，或更正该域的 kind。',
    },
  },
  NET_FLOW_BETWEEN_ISOLATED: {
    fault: 'input',
    en: {
      what: '{from} ({fromDomain}) needs {to} ({toDomain}), and "isolatedFrom" says that these domains are isolated from each other.',
      why: 'Both cannot be true; until that is settled, no path is opened.',
      fix: 'Remove the dependency, or the other domain from "isolatedFrom".',
    },
    zh: {
      what: '{from}（{fromDomain}）依赖 {to}（{toDomain}），而 isolatedFrom 声明这两个域相互隔离。',
      why: '二者不能同时成立；在澄清之前不放行。',
      fix: '删除该依赖，或从 isolatedFrom 中去掉另一个域。',
    },
  },
  NET_SYSTEM_IN_TWO_DOMAINS: {
    fault: 'input',
    en: {
      what: '{deployment} of {system} is in the domain "{domain}", another of its deployments in "{other}", at {first}.',
      why: 'A system with a foot in each of two domains joins them, and its replica would meet other rules than its primary.',
      fix: 'Give the target and the DR deployment one domain; what belongs in two domains is two systems with a dependency between them.',
    },
    zh: {
      what: '{system} 的部署 {deployment} 在域“{domain}”，而它的另一处部署在“{other}”（{first}）。',
      why: '一个系统跨两个域等于把两个域连通；容灾副本的规则也会与主系统不同。',
      fix: '使目标部署和容灾部署同属一个域；确需分属两域的，拆成两个系统并登记依赖。',
    },
  },
  NET_ZONE_OF_OTHER_DOMAIN: {
    fault: 'input',
    en: {
      what: '{deployment} of {system} says the domain "{domain}", but its cloud zone lies in "{zone}".',
      why: 'Where the servers stand decides what they can reach; the rules of the other domain would not fit there.',
      fix: 'Correct "domain" or "cloudZone" of the deployment, or "domain" of the zone.',
    },
    zh: {
      what: '{system} 的部署 {deployment} 填写的域是“{domain}”，而其云区属于“{zone}”。',
      why: '能访问什么取决于服务器所在的区；另一个域的规则在那里不适用。',
      fix: '更正部署的 domain 或 cloudZone，或云区的 domain。',
    },
  },
  NET_DOMAIN_FOR_NOTHING: {
    fault: 'input',
    en: {
      what: '{deployment} of {system} is placed in "{domain}", a backup network.',
      why: 'Over a backup network databases and storage replicate; what is served from it would be served past every gateway.',
      fix: 'Write the domain that the system\'s users are in; its replication uses the backup network all the same.',
    },
    zh: {
      what: '{system} 的部署 {deployment} 被放在备份网“{domain}”中。',
      why: '备份网只用于数据库和存储复制；在其上对外服务会绕过所有网关。',
      fix: '填写系统用户所在的域；复制流量照样走备份网。',
    },
  },
  STK_EXCHANGE_CHANNEL: {
    fault: 'gate',
    en: {
      what: '{stack}: {resource} opens the exchange "{exchange}" for more than one channel.',
      why: 'A policy that is not for the pods of one channel lets every domain that may call the exchange reach every system behind it.',
      fix: 'Select the pods by the label {label}, one policy a channel; declare the dependency in the inventory and let the rule be compiled.',
    },
    zh: {
      what: '{stack}：{resource} 对交换平台“{exchange}”的放行不限于一个通道。',
      why: '不限定通道的策略，会让凡能访问交换平台的域都能到达其后的所有系统。',
      fix: '用标签 {label} 选定通道，一个通道一条策略；在清单中登记依赖，由程序生成规则。',
    },
  },
  STK_DOMAIN_CLUSTER: {
    fault: 'gate',
    en: {
      what: '{stack}: the physically isolated domain "{domain}" shares the cluster "{site}" with {others}.',
      why: 'Policies separate domains on one network; physical isolation asks for a network of its own.',
      fix: 'Give the domain a cloud of its own in the inventory, or correct its kind.',
    },
    zh: {
      what: '{stack}：物理隔离域“{domain}”与 {others} 同在集群“{site}”。',
      why: '网络策略只能在同一张网内做逻辑隔离；物理隔离要求独立的网络。',
      fix: '在清单中为该域设独立的云，或更正其 kind。',
    },
  },
  NET_UNKNOWN_END: {
    fault: 'usage',
    en: {
      what: 'Nothing named "{end}" is in the stacks of {place} at {site}.',
      why: 'Only what the stacks describe can be asked about: systems that go to the cloud, domains, exchanges, addresses.',
      fix: 'Name a system, a domain (its gateway), an exchange, an IP address, "internet" or "dns".',
    },
    zh: {
      what: '{place} 在站点 {site} 的栈中没有“{end}”。',
      why: '只能查询栈中描述的对象：上云的系统、网络域、交换平台和地址。',
      fix: '请写系统、网络域（即其网关）、交换平台、IP 地址、internet 或 dns。',
    },
    example: 'qianyun network why dezhou dz-service-portal dz-service-platform --port 8443',
  },
  NET_UNKNOWN_SITE: {
    fault: 'usage',
    en: {
      what: '{place} has no site "{site}"; it has {known}.',
      why: 'Every site has policies of its own.',
      fix: 'Name one of these sites, or leave --site out for the primary ones.',
    },
    zh: {
      what: '{place} 没有站点“{site}”，现有 {known}。',
      why: '每个站点各有自己的策略。',
      fix: '请写其中一个站点；不写 --site 则为主站点。',
    },
  },
  NET_NOTHING_BETWEEN: {
    fault: 'usage',
    en: {
      what: 'At {site} no policy stands between {from} and {to}.',
      why: 'Policies judge what enters or leaves a namespace of the cluster; both ends are one, or both are outside.',
      fix: 'Name two ends of which one at least runs at this site, and leave out --site where it runs at another.',
    },
    zh: {
      what: '在站点 {site}，{from} 与 {to} 之间没有任何策略。',
      why: '策略只判断进出集群命名空间的流量；这两端是同一个，或都在集群之外。',
      fix: '请写两个不同的端点，其中至少一个在该站点运行；若在其他站点，去掉 --site。',
    },
  },
  NET_NOT_REACHABLE: {
    fault: 'gate',
    en: {
      what: 'At {site}, {from} may not reach {to} on port {port}.',
      why: 'Everything is denied that no policy opens, and policies are compiled from what the inventory declares.',
      fix: 'If it has to be reached, declare it as said above and write the stacks anew.',
    },
    zh: {
      what: '在站点 {site}，{from} 不能访问 {to} 的 {port} 端口。',
      why: '没有策略放行的一律拒绝，而策略由清单中的声明生成。',
      fix: '如确需访问，按上面所示登记，再重新生成栈。',
    },
  },
} as const satisfies CatalogPart
