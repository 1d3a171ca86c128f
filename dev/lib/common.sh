# Paths, messages and process handling. Every other file here relies on it.
# shellcheck shell=bash

CACHE=${SHARDWRIGHT_CACHE:-$HOME/.cache/shardwright}
STATE=/var/lib/shardwright-dev     # everything that should survive a crash: keys, etcd, images, volumes, logs
RUN=/run/shardwright-dev           # sockets and mounts: a short path, a unix socket's name has 108 bytes
CGROUP=shardwright-dev             # our branch of every cgroup hierarchy
CHAIN=SHARDWRIGHT-DEV              # our iptables chains
MARK=SHARDWRIGHT_DEV_PROCESS       # environment variable that tells our processes from everybody else's

POD_CIDR=10.244.0.0/16             # node N has 10.244.N.0/24; 10.244.0.0/24 holds the addresses below, all on lo
SERVICE_CIDR=10.96.0.0/16
API_IP=10.244.0.1
DNS_IP=10.244.0.2
API_PORT=6443
node_ip() { echo "10.244.0.$((10 + $1))"; }

ADMIN_CONFIG=$STATE/kubeconfig/admin
AUDIT_LOG=$STATE/log/audit.log

began=$SECONDS
say() { printf '%3ds  %s\n' $((SECONDS - began)) "$*" >&2; }
die() { echo "$(basename "$0"): $*" >&2; exit 1; }

# wait_for SECONDS WHAT COMMAND...: until COMMAND succeeds.
wait_for() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || die "gave up waiting for $what; the logs are in $STATE/log"
    sleep 0.2
  done
}

# Our processes are known by a variable in their environment, not by pid files: a file may outlive its
# process and name a stranger's. A daemon hands the mark on to its children, such as containerd's shims.
# pids NAME: the daemon NAME and its children.
pids() {
  grep -lzxF "$MARK=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 || true
}
all_pids() {
  grep -lzE "^$MARK=" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 || true
}
# running NAME PROGRAM: whether NAME's own process (not a child it left behind) is alive.
running() {
  local pid program
  for pid in $(pids "$1"); do
    program=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | head -n 1) || continue
    [ "${program##*/}" = "$2" ] && return 0
  done
  return 1
}

# start NAME COMMAND...: as a daemon with a log, unless it runs already. Descriptor 9 is the lock of this command.
start() {
  local name=$1
  shift
  running "$name" "${1##*/}" && return 0
  end "$(pids "$name")"
  mkdir -p "$STATE/log"
  (
    enter_daemons_cgroup
    cd "$STATE" || exit
    ulimit -n "$(ulimit -Hn)"
    exec env -u KUBECONFIG "$MARK=$name" setsid nohup "$@" >>"$STATE/log/$name.log" 2>&1 </dev/null 9<&-
  ) &
}

# end PIDS: kills and waits, up to 10 s, for what still runs keeps its ports and files. Nothing here needs to end in an
# orderly way: a cluster that goes down is thrown away, and a node that is lost is lost at once.
end() {
  local left=$1 pid rest
  for pid in $left; do kill -s KILL "$pid" 2>/dev/null || true; done
  for _ in $(seq 100); do
    rest=
    for pid in $left; do
      # A zombie has ended; its parent just has not asked yet.
      if grep -q '^State:[[:space:]]*[^ZX]' "/proc/$pid/status" 2>/dev/null; then rest="$rest $pid"; fi
    done
    left=$rest
    [ -n "$left" ] || return 0
    sleep 0.1
  done
  die "these processes do not end:$left"
}

# Unmounts all that is mounted at or below a folder, deepest first.
unmount_below() {
  local point
  awk -v at="$1" '$5 == at || index($5, at "/") == 1 {print $5}' /proc/self/mountinfo | sort -r |
    while IFS= read -r point; do umount -l "$(printf '%b' "$point")" 2>/dev/null || true; done
}

kubectl() { KUBECONFIG=$ADMIN_CONFIG "$CACHE_KUBE/kubectl" "$@"; }

nodes() { cat "$STATE/nodes" 2>/dev/null || echo 0; }

need_root() { [ "$(id -u)" = 0 ] || die "needs root: it makes mounts, cgroups, network namespaces and iptables rules"; }
