# Making layers and root filesystems without Docker. Needs dev/lib/common.sh.
# shellcheck shell=bash

LAYERS=$CACHE/layers
IMAGES=$CACHE/images

# hash_of WORD-OR-FILE...: of the words and of the files' contents.
hash_of() {
  local part
  for part in "$@"; do
    if [ -f "$part" ]; then cat "$part"; else echo "$part"; fi
  done | sha256sum | cut -c1-12
}

# pack FOLDER OUT.tar: the same bytes for the same files, owners as they are.
pack() {
  tar --create --file "$2" --directory "$1" --sort=name --mtime=@0 --numeric-owner --format=gnu .
}

# layer NAME FUNCTION ARGS...: the path of a layer of the cache; made by FUNCTION in an empty folder if it is not there.
layer() {
  local out=$LAYERS/$1.tar aside
  shift
  if [ ! -f "$out" ]; then
    mkdir -p "$LAYERS"
    aside=$(mktemp -d "$LAYERS/.making-XXXXXX")
    mkdir "$aside/root"
    chmod 0755 "$aside/root"
    # In the background, for within a condition the shell would run on after an error.
    (set -e; cd "$aside/root"; "$@"; pack "$aside/root" "$aside/tar") >&2 &
    if ! wait $!; then
      rm -rf "$aside"
      die "could not make the layer $(basename "$out")"
    fi
    mv "$aside/tar" "$out"
    rm -rf "$aside"
  fi
  echo "$out"
}

# is_current OUT KEY: whether an image was made of the sources that KEY stands for.
is_current() { [ -f "$1" ] && [ "$(cat "$1.key" 2>/dev/null)" = "$2" ]; }
mark_current() {
  echo "$2" >"$1.key"
  say "built $1"
}

# write_image OUT.tar REFERENCE CONFIG-JSON LAYER...
write_image() {
  local out=$1
  shift
  mkdir -p "$(dirname "$out")"
  rm -f "$out.key"
  python3 "$HERE/archive.py" "$out.new" "$@"
  mv "$out.new" "$out"
}

# skeleton USER UID HOME: folders, links and users of a root filesystem, in the current folder.
skeleton() {
  local name
  mkdir -p usr/bin usr/sbin usr/lib usr/lib64 etc/ssl/certs proc sys dev run var tmp root
  for name in bin sbin lib lib64; do ln -s usr/$name $name; done
  ln -s ../run var/run
  chmod 1777 tmp
  ln -s ../tmp var/tmp
  printf 'root:x:0:0:root:/root:/bin/sh\n%s:x:%s:%s:%s:%s:/bin/sh\n' "$1" "$2" "$2" "$1" "$3" >etc/passwd
  printf 'root:x:0:\n%s:x:%s:\n' "$1" "$2" >etc/group
  echo 'hosts: files dns' >etc/nsswitch.conf
  cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/
}

# copy_libraries FILE...: copies the C library whole, for programs may load any part of it later, and the shared
# libraries that the given programs need, into the current folder. ldd complains of scripts among them.
copy_libraries() {
  local library
  {
    dpkg -L libc6 libgcc-s1 | grep -E '\.so(\.[0-9]+)*$' | grep -v /gconv/
    { ldd "$@" 2>/dev/null || true; } | awk '$2 == "=>" && $3 ~ /^\// {print $3}'
  } | sort -u | while read -r library; do
    [[ $library == "$PWD"/* ]] || install -D "$library" "./usr${library#/usr}"
  done
}

# jdk FEATURE: the home of an installed JDK of that feature version whose jlink works.
jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if grep -qs "^JAVA_VERSION=\"$1[.\"]" "$home/release" && [ -x "$home/bin/jlink" ]; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

# runtime JDK FOLDER MODULES [JAVA-OPTIONS-OF-A-SECOND-ARCHIVE]: a Java runtime with class data archives.
runtime() {
  "$1/bin/jlink" --add-modules "$3" --strip-java-debug-attributes --no-man-pages --no-header-files --output "$2"
  "$2/bin/java" -Xshare:dump >/dev/null
  # shellcheck disable=SC2086
  [ -z "${4:-}" ] || "$2/bin/java" $4 -Xshare:dump >/dev/null
}
