# The Debian or Ubuntu packages that building and running need.
# shellcheck shell=bash

# program:package; a file instead of a program starts with a slash.
RUN_PACKAGES="containerd:containerd runc:runc /usr/lib/cni/ptp:containernetworking-plugins iptables:iptables ip:iproute2
  conntrack:conntrack socat:socat ethtool:ethtool mount:mount openssl:openssl python3:python3 flock:util-linux ps:procps"
BUILD_PACKAGES="gcc:gcc /usr/include/stdio.h:libc6-dev go:golang-go /etc/ssl/certs/ca-certificates.crt:ca-certificates"
IMAGE_PACKAGES="curl:curl tini:tini unzip:unzip mvn:maven"

# missing_packages LIST: the packages of LIST whose program or file is not there.
missing_packages() {
  local entry
  for entry in $1; do
    case $entry in
      /*) [ -e "${entry%%:*}" ] || echo "${entry##*:}" ;;
      *) command -v "${entry%%:*}" >/dev/null || echo "${entry##*:}" ;;
    esac
  done
}

# install_packages LIST: installs what is missing, without letting a service of its own start.
install_packages() {
  local missing
  missing=$(missing_packages "$1" | sort -u | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    die "missing: $missing(root on Debian or Ubuntu would install these itself)"
  fi
  say "installing $missing"
  local policy=/usr/sbin/policy-rc.d made=
  # policy-rc.d is how Debian is told that no service may start: our containerds are not Debian's.
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; made=1; }
  local ok=1
  # shellcheck disable=SC2086
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } \
    >"${TMPDIR:-/tmp}/shardwright-apt.log" 2>&1 || ok=
  [ -z "$made" ] || rm -f "$policy"
  [ -n "$ok" ] || die "apt-get could not install $missing: see ${TMPDIR:-/tmp}/shardwright-apt.log"
}

# The Go modules name the oldest Go that builds them; Go from 1.21 on refuses or fetches a newer one by itself.
check_go() {
  local have
  have=$(go env GOVERSION 2>/dev/null) || die "Go does not run"
  [ "$(printf '%s\n' go1.21 "$have" | sort -V | head -n 1)" = go1.21 ] || die "Go 1.24 or newer is needed, this is $have"
}
