# shellcheck shell=bash

build_pause() {
  local out=$IMAGES/pause.tar layer
  if [ ! -f "$out" ]; then
    install_packages "$BUILD_PACKAGES"
    layer=$(layer "pause-$(hash_of "$HERE/pause/pause.c")" gcc -static -O2 -s -o pause "$HERE/pause/pause.c")
    write_image "$out" localhost/shardwright-dev/pause:1 '{"User": "65535:65535", "Entrypoint": ["/pause"]}' "$layer"
    say "built $out"
  fi
  echo "$out"
}
