import type { Labels } from './labels.js'

/** Values and Chinese labels as the survey forms print them (domain reference, section d.3). */
const labels = <const L extends Labels>(values: L): L => values

export const orgLevel = labels({
  national: { zh: '国家', en: 'national' }, provincial: { zh: '省级', en: 'provincial' }, municipal: { zh: '市级', en: 'municipal' },
  county: { zh: '县(市、区)', en: 'county' }, township: { zh: '乡镇(街道)', en: 'township' }, community: { zh: '社区(村)', en: 'community' },
})
export const orgKind = labels({
  party: { zh: '党委部门', en: 'party body' }, government: { zh: '政府部门', en: 'government department' }, congress: { zh: '人大', en: "people's congress" },
  cppcc: { zh: '政协', en: 'CPPCC' }, court: { zh: '法院', en: 'court' }, procuratorate: { zh: '检察院', en: 'procuratorate' },
  institution: { zh: '事业单位', en: 'public institution' }, vertical: { zh: '垂管单位', en: 'vertical unit' }, zone: { zh: '开发区/先导区', en: 'development zone' },
  enterprise: { zh: '公共企事业单位', en: 'public enterprise' }, supplier: { zh: '承建/运维商', en: 'supplier' }, operator: { zh: '运营公司', en: 'operator' },
})
export const systemStage = labels({
  applying: { zh: '正在申请', en: 'applying' }, planned: { zh: '拟建', en: 'planned' }, building: { zh: '在建', en: 'in build' },
  running: { zh: '已建(运行)', en: 'running' }, suspended: { zh: '停用', en: 'suspended' }, retired: { zh: '已下线', en: 'retired' },
})
export const systemCategory = labels({
  business: { zh: '业务系统', en: 'business' }, power: { zh: '行权系统', en: 'administrative power' }, supervision: { zh: '监管系统', en: 'supervision' },
  office: { zh: '协同办公', en: 'office' }, website: { zh: '政府网站', en: 'website' }, email: { zh: '电子邮件', en: 'e-mail' }, im: { zh: '即时通讯', en: 'messaging' },
  webconf: { zh: '网络会议', en: 'web conference' }, videoconf: { zh: '视频会议', en: 'video conference' }, cctv: { zh: '视频监控', en: 'video surveillance' },
  hotline: { zh: '热线', en: 'hotline' }, mobile: { zh: '移动办公', en: 'mobile office' }, portal: { zh: '门户', en: 'portal' }, service: { zh: '政务服务', en: 'public service' },
  exchange: { zh: '共享交换', en: 'sharing and exchange' }, catalogue: { zh: '目录', en: 'catalogue' }, opendata: { zh: '数据开放', en: 'open data' },
  identity: { zh: '统一身份认证', en: 'identity' }, basedb: { zh: '基础库', en: 'base database' }, bigdata: { zh: '大数据平台', en: 'big data' },
  gis: { zh: '空间地理', en: 'geospatial' }, command: { zh: '指挥调度', en: 'command' }, support: { zh: '应用支撑', en: 'application support' },
  network: { zh: '网络设施', en: 'network facility' }, other: { zh: '其他', en: 'other' },
})
export const useScope = labels({
  office: { zh: '处室', en: 'office' }, department: { zh: '本部门', en: 'department' }, system: { zh: '本系统(垂直)', en: 'vertical line' },
  city: { zh: '全市', en: 'city' }, public: { zh: '社会公众', en: 'public' }, cross: { zh: '跨部门', en: 'cross-department' },
})
export const useFrequency = labels({
  daily: { zh: '每日', en: 'daily' }, weekly: { zh: '每周', en: 'weekly' }, monthly: { zh: '每月', en: 'monthly' },
  seasonal: { zh: '季节性', en: 'seasonal' }, rare: { zh: '极少', en: 'rare' }, none: { zh: '停用', en: 'none' },
})
export const audience = labels({ internal: { zh: '内部', en: 'internal' }, public: { zh: '公众', en: 'public' }, business: { zh: '企业', en: 'business' } })
export const networkUse = labels({
  internet: { zh: '互联网', en: 'internet' }, extranet_public: { zh: '外网公共服务域', en: 'extranet, public service domain' },
  extranet_admin: { zh: '外网行政服务域', en: 'extranet, administrative service domain' }, extranet_private: { zh: '外网专用网络区', en: 'extranet, private zone' },
  internet_zone: { zh: '互联网接入区', en: 'internet access zone' }, intranet: { zh: '电子政务内网', en: 'classified intranet' },
  dedicated: { zh: '业务专网', en: 'dedicated network' }, isolated: { zh: '物理隔离域', en: 'isolated domain' }, lan: { zh: '局域网', en: 'LAN' }, standalone: { zh: '单机', en: 'stand-alone' },
})
export const classified = labels({
  none: { zh: '非涉密', en: 'not classified' }, internal: { zh: '内部(敏感)', en: 'internal (sensitive)' },
  secret: { zh: '秘密级', en: 'secret' }, confidential: { zh: '机密级', en: 'confidential' }, top: { zh: '绝密级', en: 'top secret' },
})
export const secLevel = labels({
  l1: { zh: '一级', en: 'level 1' }, l2: { zh: '二级', en: 'level 2' }, l3: { zh: '三级', en: 'level 3' }, l4: { zh: '四级', en: 'level 4' },
  l5: { zh: '五级', en: 'level 5' }, ungraded: { zh: '未定级', en: 'ungraded' },
})
export const disposition = labels({
  retire: { zh: '清理(僵尸)', en: 'retire' }, merge: { zh: '合并(影子/功能相近)', en: 'merge' }, keep: { zh: '保留', en: 'keep' },
  migrate_cloud: { zh: '迁移上云', en: 'migrate to the cloud' }, migrate_intranet: { zh: '迁入内网', en: 'to the intranet' },
  migrate_province: { zh: '迁入省级统建/统一平台', en: 'to the provincial platform' }, colocate: { zh: '设备托管', en: 'colocate' },
  rebuild: { zh: '改造后上云(信创)', en: 'rebuild, then cloud' }, defer: { zh: '暂缓(例外)', en: 'defer' }, national: { zh: '随国家部署', en: 'national' },
  undecided: { zh: '待定', en: 'undecided' },
})
export const moveMethod = labels({
  rehost: { zh: '平迁(虚拟机)', en: 'rehost' }, replatform: { zh: '换平台(数据库/中间件)', en: 'replatform' }, refactor: { zh: '重构', en: 'refactor' },
  reinstall: { zh: '重新部署', en: 'reinstall' }, colocate: { zh: '整机搬迁托管', en: 'colocate' }, replace: { zh: '改用统建系统', en: 'replace' },
  datasync: { zh: '数据归集后停用', en: 'collect data, then stop' },
})
export const cloudZone = labels({
  public_service: { zh: '公共服务云', en: 'public service cloud' }, admin_service: { zh: '行政服务云', en: 'administrative service cloud' },
  xinchuang: { zh: '信创云', en: 'domestic-technology cloud' }, intranet_dc: { zh: '内网数据中心', en: 'intranet data centre' },
  colo: { zh: '托管区', en: 'colocation' }, none: { zh: '不上云', en: 'not on the cloud' },
})
export const retainBasis = labels({
  province_keep: { zh: '省里明确保留', en: 'kept by the province' }, temp_dock: { zh: '暂时网络对接', en: 'temporary docking' },
  national: { zh: '国家统一规划', en: 'national plan' }, none: { zh: '无', en: 'none' },
})
export const shareType = labels({ unconditional: { zh: '无条件共享', en: 'unconditional' }, conditional: { zh: '有条件共享', en: 'conditional' }, none: { zh: '不予共享', en: 'not shared' } })
export const importance = labels({ core: { zh: '核心', en: 'core' }, important: { zh: '重要', en: 'important' }, general: { zh: '一般', en: 'general' } })
export const checkResult = labels({ pass: { zh: '通过', en: 'pass' }, pass_with_issue: { zh: '带问题通过', en: 'pass with issue' }, fail: { zh: '不通过', en: 'fail' }, not_run: { zh: '未执行', en: 'not run' } })
export const light = labels({ green: { zh: '正常', en: 'on time' }, yellow: { zh: '临期/滞后', en: 'near the deadline' }, red: { zh: '逾期', en: 'late' }, grey: { zh: '未开始', en: 'not started' }, blue: { zh: '已完成', en: 'done' } })

export const facilityKind = labels({
  department_room: { zh: '部门机房', en: 'department room' }, county_room: { zh: '县级机房', en: 'county room' }, government_dc: { zh: '政务数据中心', en: 'government data centre' },
  dr_centre: { zh: '灾备中心', en: 'DR centre' }, intranet_dc: { zh: '内网数据中心', en: 'intranet data centre' }, command_centre: { zh: '指挥中心', en: 'command centre' }, service_hall: { zh: '服务大厅', en: 'service hall' },
})
export const facilityStatus = labels({ planned: { zh: '拟建', en: 'planned' }, building: { zh: '在建', en: 'in build' }, running: { zh: '运行', en: 'running' }, closing: { zh: '关停中', en: 'closing' }, closed: { zh: '已关停', en: 'closed' } })
export const dcGrade = labels({ A: { zh: 'A级', en: 'grade A' }, B: { zh: 'B级', en: 'grade B' }, C: { zh: 'C级', en: 'grade C' } })
export const deviceKind = labels({ server: { zh: '服务器', en: 'server' }, storage: { zh: '存储', en: 'storage' }, network: { zh: '网络设备', en: 'network device' }, security: { zh: '安全设备', en: 'security device' }, ups: { zh: '不间断电源', en: 'UPS' }, terminal: { zh: '终端', en: 'terminal' } })
export const deviceRole = labels({ access: { zh: '接入', en: 'access' }, compute: { zh: '计算', en: 'compute' }, storage: { zh: '存储', en: 'storage' }, security: { zh: '安全', en: 'security' } })
export const deviceDisposition = labels({ colocate: { zh: '托管', en: 'colocate' }, reuse: { zh: '利旧', en: 'reuse' }, cloud_replaces: { zh: '上云替代', en: 'replaced by cloud' }, scrap: { zh: '报废', en: 'scrap' }, keep: { zh: '留用', en: 'keep' } })
export const cpuArch = labels({ x86_64: { zh: 'x86', en: 'x86-64' }, arm64: { zh: 'ARM(鲲鹏/飞腾)', en: 'ARM64' }, loongarch: { zh: '龙架构', en: 'LoongArch' }, sw64: { zh: '申威', en: 'Sunway' }, mips: { zh: 'MIPS', en: 'MIPS' } })
export const domainKind = labels({
  public_service: { zh: '公共服务域', en: 'public service domain' }, admin_service: { zh: '行政服务域', en: 'administrative service domain' }, internet_access: { zh: '互联网接入区', en: 'internet access zone' },
  private_zone: { zh: '专用网络区', en: 'private zone' }, isolated: { zh: '物理隔离域', en: 'isolated domain' }, xinchuang: { zh: '信创区', en: 'domestic-technology zone' }, backup: { zh: '备份网', en: 'backup network' },
})
export const networkOrigin = labels({ national: { zh: '国家', en: 'national' }, provincial: { zh: '省', en: 'province' }, municipal: { zh: '市', en: 'city' }, county: { zh: '县', en: 'county' } })
export const networkTarget = labels({ extranet: { zh: '并入外网', en: 'into the extranet' }, intranet: { zh: '并入内网', en: 'into the intranet' }, dock: { zh: '网络对接', en: 'docked' }, keep: { zh: '保留', en: 'kept' }, end: { zh: '取消', en: 'ended' } })
export const networkRole = labels({ extranet: { zh: '电子政务外网', en: 'e-government extranet' }, dedicated: { zh: '业务专网', en: 'dedicated network' }, internet_exit: { zh: '互联网出口', en: 'internet exit' }, mobile: { zh: '移动通信网络', en: 'mobile network' }, backup: { zh: '备份网', en: 'backup network' } })
export const lineKind = labels({ dedicated: { zh: '专线', en: 'dedicated line' }, internet: { zh: '互联网专线', en: 'internet line' }, uplink: { zh: '纵向链路', en: 'uplink' }, lateral: { zh: '横向链路', en: 'lateral link' } })
export const siteKind = labels({ city: { zh: '市', en: 'city' }, county: { zh: '县', en: 'county' }, township: { zh: '乡镇', en: 'township' }, community: { zh: '社区', en: 'community' }, village: { zh: '村', en: 'village' }, vertical: { zh: '垂管', en: 'vertical unit' } })
export const cloudKind = labels({ government: { zh: '政务云', en: 'government cloud' }, provincial: { zh: '省级政务云', en: 'provincial cloud' }, xinchuang: { zh: '信创云', en: 'domestic-technology cloud' }, other: { zh: '其他云', en: 'other cloud' } })
export const platformKind = labels({
  sharing: { zh: '共享交换平台', en: 'sharing platform' }, support: { zh: '应用支撑平台', en: 'application support platform' }, middle: { zh: '中台', en: 'middle platform' }, catalogue: { zh: '目录系统', en: 'catalogue system' },
  opendata: { zh: '开放平台', en: 'open data platform' }, identity: { zh: '身份认证', en: 'identity platform' }, access: { zh: '安全接入平台', en: 'secure access platform' }, service: { zh: '政务服务平台', en: 'service platform' },
  supervision: { zh: '监管平台', en: 'supervision platform' }, exchange_gateway: { zh: '跨网数据安全交换', en: 'cross-network exchange' }, hotline: { zh: '热线平台', en: 'hotline platform' }, bigdata: { zh: '大数据平台', en: 'big data platform' }, other: { zh: '其他', en: 'other' },
})
export const deploymentEnv = labels({ current: { zh: '现状', en: 'current' }, target: { zh: '目标', en: 'target' }, dr: { zh: '容灾', en: 'DR' }, test: { zh: '测试', en: 'test' } })
export const databaseProduct = labels({
  postgresql: { zh: 'PostgreSQL', en: 'PostgreSQL' }, mariadb: { zh: 'MariaDB', en: 'MariaDB' }, mysql: { zh: 'MySQL', en: 'MySQL' }, oracle: { zh: 'Oracle', en: 'Oracle' },
  sqlserver: { zh: 'SQL Server', en: 'SQL Server' }, dameng: { zh: '达梦', en: 'Dameng' }, kingbase: { zh: '人大金仓', en: 'KingbaseES' }, gbase: { zh: '南大通用', en: 'GBase' }, oceanbase: { zh: 'OceanBase', en: 'OceanBase' }, other: { zh: '其他', en: 'other' },
})
/** Where a data store runs: on a server outside the cluster, or in it, run by the operator CloudNativePG. */
export const databaseHosting = labels({ external: { zh: '集群外服务器', en: 'server outside the cluster' }, cloudnative_pg: { zh: '集群内 CloudNativePG', en: 'CloudNativePG in the cluster' } })
/** How a part of a system runs. */
export const workloadKind = labels({
  deployment: { zh: '无状态服务', en: 'stateless service' }, stateful_set: { zh: '有状态服务', en: 'service with state of its own' }, cron_job: { zh: '定时任务', en: 'scheduled job' },
})
export const dependencyKind = labels({ api: { zh: '接口', en: 'API' }, tables: { zh: '库表', en: 'tables' }, files: { zh: '文件', en: 'files' }, sso: { zh: '单点登录', en: 'single sign-on' }, messages: { zh: '消息', en: 'messages' }, hardware: { zh: '硬件', en: 'hardware' }, manual: { zh: '人工', en: 'manual' } })
export const criticality = labels({ hard: { zh: '强依赖', en: 'hard' }, soft: { zh: '弱依赖', en: 'soft' } })
export const fundingKind = labels({ build: { zh: '建设资金', en: 'build funds' }, operate: { zh: '运维资金', en: 'O&M funds' } })
export const drMode = labels({ cold: { zh: '冷备', en: 'cold' }, warm: { zh: '温备', en: 'warm' }, hot: { zh: '热备', en: 'hot' }, active: { zh: '双活', en: 'active-active' } })
export const drSite = labels({ same_city: { zh: '同城', en: 'same city' }, remote: { zh: '异地', en: 'remote' }, provincial: { zh: '省灾备中心', en: 'provincial DR centre' } })
export const recordSource = labels({ document: { zh: '政策文件', en: 'policy document' }, self_report: { zh: '自查', en: 'self-report' }, audit: { zh: '审计', en: 'audit' }, import: { zh: '导入', en: 'import' }, assumed: { zh: '假设', en: 'assumed' } })
export const confidence = labels({ high: { zh: '高', en: 'high' }, medium: { zh: '中', en: 'medium' }, low: { zh: '低', en: 'low' } })
export const taskAction = labels({
  build: { zh: '新建', en: 'build' }, extend: { zh: '扩展/完善', en: 'extend' }, migrate: { zh: '迁移', en: 'migrate' }, merge: { zh: '整合/合并', en: 'merge' }, retire: { zh: '清理/关停', en: 'retire' },
  connect: { zh: '接入/对接', en: 'connect' }, keep: { zh: '保留/继续使用', en: 'keep' }, stop: { zh: '叫停/不再建设', en: 'stop' }, open: { zh: '开放', en: 'open' }, govern: { zh: '制度/管理', en: 'govern' }, survey: { zh: '普查/摸底', en: 'survey' },
})
export const calendarKind = labels({ holiday: { zh: '法定节假日', en: 'public holiday' }, workday: { zh: '调休工作日', en: 'adjusted workday' }, freeze: { zh: '重保封网', en: 'freeze' }, peak: { zh: '业务高峰', en: 'business peak' } })
export const calendarLevel = labels({ forbidden: { zh: '禁止', en: 'forbidden' }, emergency: { zh: '仅紧急', en: 'emergency only' }, approval: { zh: '需审批', en: 'needs approval' } })
export const waveKind = labels({ pilot: { zh: '试点', en: 'pilot' }, bulk: { zh: '批量', en: 'bulk' }, final: { zh: '收尾', en: 'final' } })
export const severity = labels({ block: { zh: '阻断', en: 'block' }, error: { zh: '错误', en: 'error' }, warn: { zh: '提醒', en: 'warn' }, info: { zh: '建议', en: 'info' } })
