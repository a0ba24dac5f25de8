/** Never routed on the internet: RFC 1918 and 6598 (private), 1122 (this host, loopback), 3927 (link-local), 5771 (multicast), 1112 (reserved), 4193, 4291. */
export const notPublic = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/4', '240.0.0.0/4',
  '::/8', 'fc00::/7', 'fe80::/10', 'ff00::/8',
] as const
