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

# The tools of an official server image that scripts in pods use.
SERVER_TOOLS="bash coreutils grep sed mawk findutils curl procps hostname libc-bin tar gzip tini unzip"

# server_base USER HOME JDK: a root filesystem with tools, as user 1000 needs it to run a server on that JDK, in the
# current folder. It reports more open files than the host may allow, see nofile.c.
server_base() {
  local programs
  skeleton "$1" 1000 "$2"
  # shellcheck disable=SC2086
  dpkg -L $SERVER_TOOLS | sed 's|^/usr/|/|' | grep -E '^/s?bin/.' | sort -u >programs
  while read -r program; do
    [ ! -e "/usr$program" ] || cp -P "/usr$program" "usr$program"
  done <programs
  rm programs
  ln -sf bash usr/bin/sh
  ln -sf mawk usr/bin/awk
  gcc -shared -fPIC -O2 -o usr/lib/libnofile.so "$HERE/nofile.c" -ldl
  echo /usr/lib/libnofile.so >etc/ld.so.preload
  mapfile -t programs < <(find usr/bin usr/sbin "$3/bin" "$3/lib" -type f \( -perm -1 -o -name '*.so' \))
  copy_libraries "${programs[@]}"
}

# server_runtime JDK FOLDER [MODULE]: a Java runtime for servers that use about every module: only bare tools are left
# out, jlink where that JDK cannot link itself, and the module jdk.MODULE.
server_runtime() {
  local modules tools='javadoc|jshell|jpackage|jconsole|editpad|hotspot\.agent|jstatd|accessibility|internal\.vm\..*|internal\.(ed|le)'
  [ -d "$1/jmods" ] || tools="$tools|jlink"
  [ -z "${3:-}" ] || tools="$tools|$3"
  modules=$("$1/bin/java" --list-modules | cut -d@ -f1 | grep -vE "^jdk\.($tools)$" | paste -sd,)
  runtime "$1" "$2" "$modules"
  # Debian keeps the certificates elsewhere and leaves a link behind.
  cp -L --remove-destination /etc/ssl/certs/java/cacerts "$2/lib/security/cacerts" 2>/dev/null || true
}

# newest_java: a layer with the runtime of JDK 25 at /usr/lib/java.
newest_java() {
  local home
  home=$(jdk 25) || die "a JDK 25 is needed: set JAVA_HOME"
  layer "java-25-$(hash_of "$home/release" "$HERE/lib.sh")" newest_java_files "$home"
}
newest_java_files() {
  mkdir -p usr/lib
  server_runtime "$1" "$PWD/usr/lib/java"
}

# newest_base: a layer with the rest of what a server on JDK 25 needs.
newest_base() { layer "server-base-$(hash_of "$(jdk 25)/release" "$HERE/lib.sh" "$HERE/nofile.c")" server_base server / "$(jdk 25)"; }

# fetch ARTIFACT: a file of Maven Central, into the current folder.
fetch() { mvn -q -B -ntp dependency:copy -DoutputDirectory=. -Dartifact="$1"; }

# fetch_dependencies POM: the jars that a pom lists and those that they need to run, into the current folder.
fetch_dependencies() {
  mvn -q -B -ntp -f "$1" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$PWD"
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
