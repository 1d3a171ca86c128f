# Loading images into the nodes.
# shellcheck shell=bash

PAUSE_IMAGE=localhost/shardwright-dev/pause:1
IMAGES=$CACHE/images

# load_on N TAR...: imports those images that the node does not have as they are.
load_on() {
  local n=$1 tar ref id
  shift
  for tar in "$@"; do
    while read -r ref id; do
      if ! has_image "$n" "$ref" "$id"; then
        ctr_on "$n" images import "$tar" >/dev/null
        break
      fi
    done < <(python3 "$DEV/lib/image_ids.py" "$tar")
  done
}

# has_image N REF ID: whether REF is there and its manifest names the configuration ID.
has_image() {
  local digest
  digest=$(ctr_on "$1" images list "name==$2" | awk 'NR == 2 {print $3}')
  [ -n "$digest" ] && ctr_on "$1" content get "$digest" 2>/dev/null | grep -q "$3"
}

# load TAR...: into all nodes at once.
load() {
  local tar i job jobs=()
  for tar in "$@"; do [ -f "$tar" ] || die "no such file: $tar"; done
  for i in $(seq "$(nodes)"); do
    running "containerd-$i" containerd || { say "node-$i is down and gets no images"; continue; }
    load_on "$i" "$@" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job" || die "an image could not be loaded"; done
}
