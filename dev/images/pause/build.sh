# shellcheck shell=bash

build_pause() {
  local out=$IMAGES/pause.tar key layer
  key=$(hash_of "$HERE/pause/pause.c" "$HERE/pause/build.sh" "$HERE/archive.py")
  if ! is_current "$out" "$key"; then
    install_packages "$BUILD_PACKAGES"
    layer=$(layer "pause-$key" gcc -static -O2 -s -o pause "$HERE/pause/pause.c")
    write_image "$out" localhost/shardwright-dev/pause:1 '{"User": "65535:65535", "Entrypoint": ["/pause"]}' "$layer"
    mark_current "$out" "$key"
  fi
  echo "$out"
}
