# Builds the cluster's programs from the Go modules in dev/go into the cache, once per version of their sources.
# shellcheck shell=bash

# go_entry MODULE: the cache folder of a module: its name, the version of what it is built around, and its sources' hash.
go_entry() {
  local dir=$DEV/go/$1 version
  version=$(awk -v main="$2" '$1 == main || $2 == main {for (i = 1; i <= NF; i++) if ($i ~ /^v[0-9]/) {print $i; exit}}' "$dir/go.mod")
  echo "$CACHE/$1-$version-$(cd "$dir" && cat go.mod go.sum ./*.go | sha256sum | cut -c1-12)"
}

# build_go MODULE ENTRY [LDFLAGS]: builds aside and renames, so that an interrupted build leaves no half entry.
build_go() {
  local module=$1 entry=$2 flags=${3:-} aside
  [ ! -d "$entry" ] || return 0
  install_packages "$RUN_PACKAGES $BUILD_PACKAGES"
  check_go
  say "building $module (the first time this takes minutes)"
  mkdir -p "$CACHE"
  aside=$(mktemp -d "$CACHE/.building-XXXXXX")
  (cd "$DEV/go/$module" && CGO_ENABLED=0 go build -mod=readonly -trimpath -buildvcs=false -ldflags "-s -w $flags" -o "$aside/$module" .) ||
    { rm -rf "$aside"; die "building $module failed"; }
  if [ "$module" = kube ]; then
    local program
    for program in etcd kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
      ln -s kube "$aside/$program"
    done
  fi
  chmod 0755 "$aside"
  mv -T "$aside" "$entry" 2>/dev/null || rm -rf "$aside" # somebody else was faster
  say "built $entry"
}

CACHE_KUBE=$(go_entry kube k8s.io/kubernetes)
CACHE_DNS=$(go_entry coredns github.com/coredns/coredns)
CACHE_PROVISIONER=$(go_entry provisioner sigs.k8s.io/sig-storage-lib-external-provisioner/v13)

build() {
  local version=${CACHE_KUBE##*/kube-}
  version=${version%-*}
  local component=k8s.io/component-base/version
  build_go kube "$CACHE_KUBE" \
    "-X $component.gitVersion=$version -X $component.gitMajor=1 -X $component.gitMinor=$(cut -d. -f2 <<<"$version")"
  build_go coredns "$CACHE_DNS"
  build_go provisioner "$CACHE_PROVISIONER"
}
