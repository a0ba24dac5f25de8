import type { CatalogPart } from '../entry.js'

/** Problems of the files of a place, in the order in which loading meets them: files, YAML, fields, references, sense, classified matters, coverage. */
export const inventoryCatalog = {
  INV_NO_INVENTORY: {
    fault: 'usage',
    en: {
      what: 'There is no inventory folder in {root}.',
      why: 'Facts are read from inventory/<place>/, intent from migrations/<place>/.',
      fix: 'Change to the folder that holds inventory/ and migrations/, or create inventory/<place>/.',
    },
    zh: {
      what: '{root} 下没有 inventory 目录。',
      why: '现状从 inventory/<地区>/ 读取，方案意图从 migrations/<地区>/ 读取。',
      fix: '切换到含有 inventory/ 与 migrations/ 的目录，或新建 inventory/<地区>/。',
    },
  },
  INV_UNKNOWN_PLACE: {
    fault: 'usage',
    en: {
      what: 'There is no place "{place}": {folder} does not exist.',
      why: 'A place is a folder of inventory/; the places here are: {known}.',
      fix: 'Correct the name, or create the folder with at least one YAML file.',
    },
    zh: {
      what: '没有地区“{place}”：目录 {folder} 不存在。',
      why: '每个地区是 inventory/ 下的一个目录；现有：{known}。',
      fix: '改正名称，或新建该目录并至少放入一个 YAML 文件。',
    },
  },
  INV_FILE_MISSING: {
    fault: 'input',
    en: {
      what: 'The file {file} is missing.',
      why: 'Without it the place cannot be assessed or planned.',
      fix: 'Create the file; the JSON Schemas in inventory/schema/ help the editor to fill it in.',
    },
    zh: {
      what: '缺少文件 {file}。',
      why: '没有它就无法对该地区进行评估和编制方案。',
      fix: '新建该文件；inventory/schema/ 下的 JSON Schema 可帮助编辑器填写。',
    },
  },
  INV_FILE_UNREADABLE: {
    fault: 'external',
    en: {
      what: 'The file {file} cannot be read ({reason}).',
      why: 'A part of the facts would be missing without anybody noticing.',
      fix: 'Check that it is a regular file and that you may read it, then repeat the command.',
    },
    zh: {
      what: '无法读取文件 {file}（{reason}）。',
      why: '部分事实会在无人察觉的情况下缺失。',
      fix: '确认它是普通文件且有读取权限，然后重试。',
    },
  },
  INV_UNKNOWN_FILE: {
    fault: 'input',
    en: {
      what: 'Nothing reads the file {file}.',
      why: 'A folder of migrations/ holds programme.yaml, calendar.yaml, exemptions.yaml and endpoints.yaml; what another file says is silently lost.',
      fix: 'Correct the file name, or move its content into one of these.',
    },
    zh: {
      what: '文件 {file} 不会被读取。',
      why: 'migrations/ 下的地区目录只含 programme.yaml、calendar.yaml、exemptions.yaml 和 endpoints.yaml，其他文件的内容等于丢失。',
      fix: '改正文件名，或把内容移入上述文件之一。',
    },
  },
  INV_OTHER_PLACE: {
    fault: 'input',
    en: {
      what: 'The programme says place "{found}" but lies in the folder of "{place}".',
      why: 'Targets and tasks would be counted for the wrong place.',
      fix: 'Make "place" the name of the folder.',
    },
    zh: {
      what: '方案写的地区是“{found}”，但文件位于“{place}”的目录。',
      why: '指标和任务会算到错误的地区。',
      fix: '把 place 改为目录名。',
    },
  },
  INV_YAML_SYNTAX: {
    fault: 'input',
    en: {
      what: 'This is not valid YAML.',
      why: 'The rest of the file cannot be understood with certainty, so nothing of it was checked any further.',
      fix: 'Look at this line and the one above: a missing colon or quote, a full-width "：", an unclosed bracket or a shifted indent are the usual reasons.',
    },
    zh: {
      what: 'YAML 语法错误。',
      why: '文件其余部分无法可靠理解，因此未继续检查。',
      fix: '检查本行和上一行：常见原因是缺少冒号或引号、用了全角“：”、括号未闭合、缩进错位。',
    },
    example: 'name：市档案馆      # full-width colon\nname: 市档案馆',
  },
  INV_YAML_TAB: {
    fault: 'input',
    en: {
      what: 'The line is indented with a tab.',
      why: 'YAML forbids tabs as indentation, because their width differs from editor to editor.',
      fix: 'Replace the tab by spaces, two per level.',
    },
    zh: {
      what: '本行用制表符（Tab）缩进。',
      why: '制表符宽度因编辑器而异，YAML 禁止用它缩进。',
      fix: '改用空格，每级两个。',
    },
  },
  INV_YAML_DUPLICATE_KEY: {
    fault: 'input',
    en: {
      what: 'The key "{key}" occurs twice in the same record.',
      why: 'Only one of the two values could be kept, and nobody could tell which.',
      fix: 'Keep one of them.',
    },
    zh: {
      what: '同一记录中键“{key}”出现两次。',
      why: '只能保留其中一个值，且无从判断应是哪一个。',
      fix: '只保留一个。',
    },
  },
  INV_YAML_ALIAS: {
    fault: 'input',
    en: {
      what: 'The alias "{alias}" cannot be resolved.',
      why: 'An alias repeats a value that was named with "&" earlier in the same file.',
      fix: 'Define the anchor before it is used, or write the value out.',
    },
    zh: {
      what: '别名“{alias}”无法解析。',
      why: '别名引用同一文件中前面用“&”命名的值。',
      fix: '先定义锚点再使用，或直接写出该值。',
    },
  },
  INV_YAML_DOCUMENTS: {
    fault: 'input',
    en: {
      what: 'The file holds more than one YAML document.',
      why: 'Only the first would be read.',
      fix: 'Remove the line "---", or put the second document into its own file.',
    },
    zh: {
      what: '文件含有多个 YAML 文档。',
      why: '只有第一个会被读取。',
      fix: '删除“---”一行，或把第二个文档放进单独的文件。',
    },
  },
  INV_UNKNOWN_KEY: {
    fault: 'input',
    en: {
      what: '"{key}" is not a field of {record}.',
      why: 'A field that nobody reads is a fact that is silently lost; most are typing mistakes.',
      fix: 'Correct the name, or put free text into "note".',
    },
    zh: {
      what: '{record} 没有字段“{key}”。',
      why: '没人读取的字段等于丢失的事实；多数是笔误。',
      fix: '改正字段名，或把说明写进 note。',
    },
    example: 'systems:\n  - id: archive\n    ownr: archives-office   # owner',
  },
  INV_MISSING_FIELD: {
    fault: 'input',
    en: {
      what: '{record} has no "{key}".',
      why: 'The field is needed by the assessment or the plan; it has no value that could be assumed silently.',
      fix: 'Add "{key}"; where no document says it, use a plausible value and mark it "source: assumed".',
    },
    zh: {
      what: '{record} 缺少“{key}”。',
      why: '评估或方案需要该字段，且不能悄悄假设它的值。',
      fix: '补上“{key}”；文件未说明的，填合理值并标注 source: assumed。',
    },
  },
  INV_INVALID_OPTION: {
    fault: 'input',
    en: {
      what: '{field}: "{value}" is not one of the allowed values: {allowed}.',
      why: 'Rules and reports count by these values; another word would be counted nowhere.',
      fix: 'Use one of the allowed values; inventory/schema/ gives their meaning.',
    },
    zh: {
      what: '{field}：“{value}”不在允许的取值之内：{allowed}。',
      why: '规则和报表按这些取值统计，其他写法不会被统计到。',
      fix: '改用允许的取值；含义见 inventory/schema/。',
    },
  },
  INV_EXPECTED_TEXT: {
    fault: 'input',
    en: { what: '{field} must be text, but is {value}.', why: 'Numbers and true/false lose their spelling (leading zeros, for example).', fix: 'Put the value in quotes.' },
    zh: { what: '{field} 应为文本，实际是 {value}。', why: '数字和 true/false 会丢失原来的写法（例如前导零）。', fix: '给该值加上引号。' },
    example: "code: 0531     # a number\ncode: '0531'   # text",
  },
  INV_EXPECTED_NUMBER: {
    fault: 'input',
    en: { what: '{field} must be a number, but is {value}.', why: 'The plan calculates with it.', fix: 'Write the bare number without unit, quotes or thousands separators; the unit is fixed by the field.' },
    zh: { what: '{field} 应为数字，实际是 {value}。', why: '方案要用它计算。', fix: '只写数字，不带单位、引号和千分位；单位由字段规定。' },
  },
  INV_EXPECTED_WHOLE_NUMBER: {
    fault: 'input',
    en: { what: '{field} must be a whole number, but is {value}.', why: 'It counts things that cannot be divided.', fix: 'Write a whole number.' },
    zh: { what: '{field} 应为整数，实际是 {value}。', why: '它计数的对象不可分割。', fix: '改为整数。' },
  },
  INV_EXPECTED_BOOLEAN: {
    fault: 'input',
    en: { what: '{field} must be true or false, but is {value}.', why: 'YAML 1.2 knows no other spelling; yes, no, on and off are text.', fix: 'Write true or false without quotes.' },
    zh: { what: '{field} 应为 true 或 false，实际是 {value}。', why: 'YAML 1.2 只认这两种写法，yes、no、on、off 都是文本。', fix: '写 true 或 false，不加引号。' },
  },
  INV_EXPECTED_LIST: {
    fault: 'input',
    en: { what: '{field} must be a list, but is {value}.', why: 'There may be several, so the field is a list even with one entry.', fix: 'Start every entry with "- ", or write [one, two].' },
    zh: { what: '{field} 应为列表，实际是 {value}。', why: '可能有多项，即使只有一项也写成列表。', fix: '每项以“- ”开头，或写成 [一, 二]。' },
  },
  INV_EXPECTED_RECORD: {
    fault: 'input',
    en: { what: '{field} must be a record of "key: value" lines, but is {value}.', why: 'Its parts are read by name.', fix: 'Write one "key: value" per line, indented below the field.' },
    zh: { what: '{field} 应为若干“键: 值”组成的记录，实际是 {value}。', why: '其各部分按名称读取。', fix: '在该字段下缩进，每行写一个“键: 值”。' },
  },
  INV_OUT_OF_RANGE: {
    fault: 'input',
    en: { what: '{field} is {value}; allowed is {bound}.', why: 'A value outside the range is a typing mistake or a wrong unit.', fix: 'Correct the number, and check the unit of the field.' },
    zh: { what: '{field} 为 {value}，允许范围是 {bound}。', why: '超出范围多为笔误或单位错误。', fix: '改正数值，并核对该字段的单位。' },
  },
  INV_TOO_SHORT: {
    fault: 'input',
    en: { what: '{field} is too short: at least {minimum} needed.', why: 'An empty or one-letter entry carries no fact.', fix: 'Fill it in, or leave out the record.' },
    zh: { what: '{field} 过短：至少需要 {minimum}。', why: '空白或单字内容不构成事实。', fix: '补全内容，或删去该记录。' },
  },
  INV_BAD_ID: {
    fault: 'input',
    en: {
      what: '{field}: "{value}" is not an id.',
      why: 'Ids become names in clusters, databases and file names: lower-case letters, digits and hyphens, at most 63 characters (RFC 1123 label).',
      fix: 'Use lower-case words joined by hyphens; the Chinese name belongs in "name".',
    },
    zh: {
      what: '{field}：“{value}”不是合法的标识。',
      why: '标识会成为集群、数据库和文件中的名称：小写字母、数字、连字符，最多 63 个字符（RFC 1123 标签）。',
      fix: '用连字符连接的小写单词；中文名称写在 name 里。',
    },
    example: 'id: 档案系统           # not an id\nid: archive-system',
  },
  INV_BAD_FORMAT: {
    fault: 'input',
    en: { what: '{field}: "{value}" does not have the form {form}.', why: 'The value is compared and sorted by its form.', fix: 'Write it in the form given.' },
    zh: { what: '{field}：“{value}”不符合格式 {form}。', why: '该值按固定格式比较和排序。', fix: '按给出的格式填写。' },
  },
  INV_BAD_CIDR: {
    fault: 'input',
    en: {
      what: '{field}: "{value}" is not an IPv4 network.',
      why: 'Network policies and the overlap check are computed from it.',
      fix: 'Write address/prefix with the host bits zero, for example 10.20.0.0/16.',
    },
    zh: { what: '{field}：“{value}”不是 IPv4 网段。', why: '网络策略和重叠检查由它计算。', fix: '写成 地址/前缀，主机位为零，例如 10.20.0.0/16。' },
  },
  INV_BAD_COUNT: {
    fault: 'input',
    en: {
      what: '{field}: {value} is not a count.',
      why: 'Documents often give a bound ("余", "以上", "不低于") instead of a number; both can be written, prose cannot be added up.',
      fix: 'Write a whole number, or { atLeast: 100 }, or { atMost: 20 }.',
    },
    zh: {
      what: '{field}：{value} 不是数量。',
      why: '文件常给出界限（余、以上、不低于）而非确数，两者都可以写，但文字无法汇总。',
      fix: '写整数，或 { atLeast: 100 }，或 { atMost: 20 }。',
    },
  },
  INV_PLAIN_PASSWORD: {
    fault: 'input',
    en: {
      what: '{field} does not say where the password is.',
      why: 'A password never stands in a file that people share; only where it is found may be written. The line is not shown here on purpose.',
      fix: 'Write { env: NAME_OF_VARIABLE } or { file: /path/of/secret }, and change a password that was written in the clear.',
    },
    zh: {
      what: '{field} 没有写明密码存放在何处。',
      why: '密码不得写入共享文件，只能写存放位置。为避免泄露，此处不显示该行。',
      fix: '写 { env: 变量名 } 或 { file: /秘密文件路径 }；已明文写出的密码应更换。',
    },
    hidesSource: true,
  },
  INV_IMPOSSIBLE_DATE: {
    fault: 'input',
    en: {
      what: '{field}: "{value}" is not a day of the calendar.',
      why: 'Deadlines, windows and forecasts are counted in days.',
      fix: 'Write an existing day as YYYY-MM-DD; where a document says only a month, use its last day.',
    },
    zh: { what: '{field}：“{value}”不是存在的日期。', why: '期限、窗口和预测按天计算。', fix: '按 YYYY-MM-DD 写真实存在的日期；文件只写到月份的，用当月最后一天。' },
    example: 'endDate: 2018-02-30   # no such day\nendDate: 2018-02-28',
  },
  INV_ENDPOINT_NO_SOURCE: {
    fault: 'input',
    en: {
      what: 'System {system} has engine {engine} and no source database.',
      why: 'The run must read the data where it is today, also to retire the system.',
      fix: 'Add "source" with host, port, database, user and where the password is; or write engine: files for a system without a database.',
    },
    zh: {
      what: '系统 {system} 的引擎是 {engine}，却没有源端数据库。',
      why: '无论迁移还是关停，都必须能读到现在的数据。',
      fix: '补上 source（host、port、database、user 和口令所在位置）；没有数据库的系统请写 engine: files。',
    },
  },
  INV_ENDPOINT_NO_ROLES: {
    fault: 'input',
    en: {
      what: 'System {system} names no role of its application.',
      why: 'The fence takes the login of these roles and of nobody else; without one it would hold nothing, and writes would be lost.',
      fix: 'Name every role the application logs in with (MariaDB: user@host).',
    },
    zh: {
      what: '系统 {system} 没有写明应用使用的数据库角色。',
      why: '隔离只关闭这些角色的登录；一个都不写等于没有隔离，会丢失写入。',
      fix: '列出应用登录所用的全部角色（MariaDB 写 用户@主机）。',
    },
    example: 'appRoles: []            # holds nobody\nappRoles: [permits_app]',
  },
  INV_ENDPOINT_NO_FILES: {
    fault: 'input',
    en: {
      what: 'System {system} has engine files and no file tree.',
      why: 'There is nothing that could be moved or kept.',
      fix: 'Add "files" with at least one tree, or write the engine of its database.',
    },
    zh: {
      what: '系统 {system} 的引擎是 files，却没有任何文件目录。',
      why: '没有可以迁移或归档的内容。',
      fix: '在 files 中至少写一个目录，或改写为其数据库的引擎。',
    },
  },
  INV_ENDPOINT_COPIER: {
    fault: 'input',
    en: {
      what: 'System {system}: {copier} cannot copy a system with engine {engine}; allowed: {allowed}.',
      why: 'Each of these programs knows one kind of server.',
      fix: 'Write one of the allowed, or leave copier out for our own.',
    },
    zh: {
      what: '系统 {system}：{copier} 不能复制引擎为 {engine} 的系统，可用：{allowed}。',
      why: '这些程序各自只认识一种服务器。',
      fix: '改写为可用的一种；不写 copier 则使用自带的复制。',
    },
  },
  INV_ENDPOINT_BOTH_REMOTE: {
    fault: 'input',
    en: {
      what: 'System {system}: both sides of the files "{tree}" are on other hosts.',
      why: 'rsync copies between this machine and one other; it does not copy between two others.',
      fix: 'Mount one side here, or run the worker on one of the two hosts and leave ssh out for it.',
    },
    zh: {
      what: '系统 {system}：文件目录“{tree}”的两端都在其他主机上。',
      why: 'rsync 只能在本机与另一台主机之间复制，不能在两台其他主机之间复制。',
      fix: '把其中一端挂载到本机；或在其中一台主机上运行工作进程，并去掉该端的 ssh。',
    },
  },
  INV_ENDPOINT_HALF_MOVED: {
    fault: 'input',
    en: {
      what: 'System {system}: the files "{tree}" and the rest of the system do not move together: only one of them has a target.',
      why: 'All data of a system has one cutover; a part that stays behind could be reached by nobody afterwards.',
      fix: 'Give every part a target, or none for a system that is only retired.',
    },
    zh: {
      what: '系统 {system}：文件目录“{tree}”与系统其余数据不是一起迁移：只有一方写了 target。',
      why: '一个系统的全部数据在同一次割接中切换，留下的部分之后没有人能够访问。',
      fix: '为每一部分都写 target；只关停的系统则都不写。',
    },
  },
  INV_ENDPOINT_SAME_NAME: {
    fault: 'input',
    en: {
      what: 'System {system} has two file trees of the name {name}.',
      why: 'Their parts of the copy and of the evidence could not be told apart.',
      fix: 'Give the second one another name.',
    },
    zh: {
      what: '系统 {system} 有两个名为 {name} 的文件目录。',
      why: '复制和证据中将无法区分这两部分。',
      fix: '给第二个换一个名称。',
    },
  },
  INV_ENDPOINT_NO_SOCKET: {
    fault: 'input',
    en: {
      what: 'System {system} has an HAProxy router without its socket.',
      why: 'Requests could not be turned at the cutover; users would stay on the old side.',
      fix: 'Add socket: the path of HAProxy\'s runtime API, or write kind: manual where people turn it.',
    },
    zh: {
      what: '系统 {system} 的路由是 HAProxy，却没有写 socket。',
      why: '割接时无法切换请求，用户会停留在旧环境。',
      fix: '补上 socket（HAProxy 运行时接口的路径）；由人工切换的写 kind: manual。',
    },
  },
  INV_DUPLICATE_ID: {
    fault: 'input',
    en: {
      what: '{list} already has "{id}", at {first}.',
      why: 'Everything refers to records by id, so an id that occurs twice names two things.',
      fix: 'Give one of the two another id, or merge them if they are the same thing.',
    },
    zh: { what: '{list} 中已有“{id}”，位于 {first}。', why: '一切引用都按标识进行，重复的标识会指向两个对象。', fix: '给其中一个换标识；若是同一对象则合并。' },
  },
  INV_DANGLING_REFERENCE: {
    fault: 'input',
    en: {
      what: '{field} refers to "{id}", but {collections} has no such record.',
      why: 'The fact points to nothing; rules, plan and stacks would leave it out.',
      fix: 'Correct the id, or add the record it should point to.',
    },
    zh: { what: '{field} 引用了“{id}”，但 {collections} 中没有该记录。', why: '该事实没有指向任何对象，规则、方案和部署都会遗漏它。', fix: '改正标识，或补上被引用的记录。' },
  },
  INV_AMBIGUOUS_REFERENCE: {
    fault: 'input',
    en: {
      what: '{field} refers to "{id}", and {collections} each have a record of that id.',
      why: 'The field may point into any of them, so it is not clear which is meant.',
      fix: 'Give one of the records another id.',
    },
    zh: { what: '{field} 引用了“{id}”，而 {collections} 中都有该标识。', why: '该字段可指向其中任何一类，无法判断所指。', fix: '给其中一条记录换标识。' },
  },
  INV_DEPENDENCY_CYCLE: {
    fault: 'input',
    en: {
      what: 'The dependencies run in a circle: {path}.',
      why: 'What a system depends on moves before it or with it; in a circle nothing can be first.',
      fix: 'Remove the edge that is not needed to run; write a mutual interface as one dependency with "direction: both".',
    },
    zh: {
      what: '依赖关系成环：{path}。',
      why: '被依赖的系统须先迁或同迁，成环则无从排出先后。',
      fix: '去掉运行并不需要的一条；双向接口写成一条依赖并注明 direction: both。',
    },
  },
  INV_HIERARCHY_CYCLE: {
    fault: 'input',
    en: { what: '"{key}" runs in a circle: {path}.', why: 'Nothing can be above itself; sums over the hierarchy would never end.', fix: 'Remove "{key}" from the record at the top.' },
    zh: { what: '“{key}”成环：{path}。', why: '任何对象不能是自己的上级，逐级汇总将无法结束。', fix: '删去最上层记录的“{key}”。' },
  },
  INV_OVERLAPPING_CIDR: {
    fault: 'input',
    en: {
      what: '{domain}: {cidr} overlaps {otherCidr} of {other}, at {first}.',
      why: 'An address in both would belong to two network domains, and the isolation between them could not be proved.',
      fix: 'Give each domain networks of its own.',
    },
    zh: { what: '{domain}：{cidr} 与 {other} 的 {otherCidr} 重叠（{first}）。', why: '重叠地址会同属两个网络域，无法证明二者隔离。', fix: '为每个网络域分配互不重叠的网段。' },
  },
  INV_REVERSED_DATES: {
    fault: 'input',
    en: { what: '{record}: {later} ({laterDate}) lies before {earlier} ({earlierDate}).', why: 'A period that ends before it begins is empty.', fix: 'Correct one of the two dates.' },
    zh: { what: '{record}：{later}（{laterDate}）早于 {earlier}（{earlierDate}）。', why: '结束早于开始的时段没有意义。', fix: '改正其中一个日期。' },
  },
  INV_DATE_BEFORE_START: {
    fault: 'input',
    en: { what: '{field} ({date}) lies before the programme starts ({start}).', why: 'Nothing can be moved before the programme starts, so the date cannot be met.', fix: 'Correct the date, or the start in programme.yaml.' },
    zh: { what: '{field}（{date}）早于方案启动日（{start}）。', why: '方案启动前不会有任何迁移，该日期无法达成。', fix: '改正该日期，或改正 programme.yaml 的 dates.start。' },
  },
  INV_WRONG_REPLICA: {
    fault: 'input',
    en: {
      what: '{field}: "{id}" is no other deployment of {system}.',
      why: 'A replica is a second deployment of the same system; without it the system has no disaster recovery.',
      fix: 'Name the id of another deployment in the same "deployments" list.',
    },
    zh: { what: '{field}：“{id}”不是 {system} 的另一个部署。', why: '副本是同一系统的第二个部署，缺了它系统就没有容灾。', fix: '填写同一 deployments 列表中另一个部署的标识。' },
  },
  INV_CLASSIFIED_SYSTEM: {
    fault: 'input',
    en: {
      what: '{record} is a classified system.',
      why: 'Classified systems belong to the programme of the intranet; here they may only be counted, without name, network or deployment. The lines are not shown on purpose.',
      fix: 'Remove the record and raise the count of the owner in "classifiedPlaceholders"; remove it from the history of the file as well.',
    },
    zh: {
      what: '{record} 是涉密系统。',
      why: '涉密系统属于内网专项，此处只能计数，不得出现名称、网络和部署。为避免泄露，此处不显示原文。',
      fix: '删除该记录，在 classifiedPlaceholders 中给责任单位的数量加一；文件历史中也应清除。',
    },
    example: 'classifiedPlaceholders:\n  - { id: archives-classified, owner: archives-office, count: 2, source: self_report }',
    hidesSource: true,
  },
  INV_CLASSIFIED_NETWORK_USE: {
    fault: 'input',
    en: {
      what: '{record} uses the classified intranet.',
      why: 'What lies on the classified intranet is not moved with this programme and may only be counted. The lines are not shown on purpose.',
      fix: 'Remove the record and count it in "classifiedPlaceholders"; a system that only exchanges with the intranet names its own network here.',
    },
    zh: {
      what: '{record} 使用电子政务内网。',
      why: '内网上的系统不随本方案迁移，只能计数。为避免泄露，此处不显示原文。',
      fix: '删除该记录并计入 classifiedPlaceholders；仅与内网交换数据的系统应填写其自身所在网络。',
    },
    hidesSource: true,
  },
  INV_CLASSIFIED_RECORD: {
    fault: 'input',
    en: {
      what: '{record} is marked as classified.',
      why: 'Classified devices and networks stay in the programme of the intranet and cannot be written down here. The lines are not shown on purpose.',
      fix: 'Remove the record.',
    },
    zh: { what: '{record} 标注为涉密。', why: '涉密设备和网络属于内网专项，不得记录在此。为避免泄露，此处不显示原文。', fix: '删除该记录。' },
    hidesSource: true,
  },
  INV_REGISTER_UNREADABLE: {
    fault: 'input',
    en: {
      what: 'Line {line} of {file} has no {column}.',
      why: 'Coverage is counted against this table of what the policy documents name.',
      fix: 'Restore the columns of the table: the first line names them, every further line has as many cells.',
    },
    zh: { what: '{file} 第 {line} 行缺少 {column}。', why: '覆盖率以这张政策文件对象表为准。', fix: '恢复表格的列：首行为列名，其余各行单元格数相同。' },
  },
  INV_SCHEMA_STALE: {
    fault: 'gate',
    en: {
      what: '{file} does not match the data model.',
      why: 'Editors would offer fields and values that the loader refuses.',
      fix: 'Run: qianyun inventory schema --write',
    },
    zh: { what: '{file} 与数据模型不一致。', why: '编辑器会提示加载器所拒绝的字段和取值。', fix: '运行：qianyun inventory schema --write' },
  },
} as const satisfies CatalogPart
