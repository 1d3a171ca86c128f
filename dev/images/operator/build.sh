# The operator on a runtime of just the Java modules it needs; its options, training and entry point are those of the Dockerfile.
# shellcheck shell=bash

OPERATOR_MODULES=java.base,java.compiler,java.instrument,java.logging,java.management,java.management.rmi,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,java.xml.crypto,jdk.attach,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.unsupported,jdk.zipfs

OPERATOR_IMAGE_FILES=$DEV/../src/main/docker

# build_operator JAR REFERENCE
build_operator() {
  local jar=$1 reference=$2 home base out key work
  [ -f "$jar" ] || die "no such file: $jar"
  home=$(jdk 25) || die "a JDK 25 is needed: set JAVA_HOME"
  out=$IMAGES/operator/$(tr -c 'A-Za-z0-9.\n' - <<<"$reference").tar
  base=$(layer "operator-base-$(hash_of "$home/release" "$HERE/lib.sh" "$HERE/operator/build.sh")" operator_base "$home")
  key=$(hash_of "$jar" "$base" "$OPERATOR_IMAGE_FILES/jvm.options" "$OPERATOR_IMAGE_FILES/Training.java" "$HERE/archive.py" "${OPERATOR_JVM_FLAGS-}")
  if ! is_current "$out" "$key"; then
    work=$(mktemp -d)
    operator_app "$jar" "$work/root"
    operator_train "$home" "$base" "$work"
    pack "$work/root" "$work/tar"
    write_image "$out" "$reference" "$OPERATOR_CONFIG" "$base" "$work/tar"
    rm -rf "$work"
    mark_current "$out" "$key"
  fi
  echo "$out"
}

operator_base() {
  skeleton shardwright 65532 /
  runtime "$1" "$PWD/usr/lib/java" "$OPERATOR_MODULES" -XX:+UseCompactObjectHeaders
  ln -s ../lib/java/bin/java usr/bin/java
  local files
  mapfile -t files < <(find usr/lib/java -type f \( -path '*/bin/*' -o -name '*.so' \))
  LD_LIBRARY_PATH=$PWD/usr/lib/java/lib:$PWD/usr/lib/java/lib/server copy_libraries "${files[@]}"
  chown -R 0:0 .
}

# operator_app JAR ROOT: the application at /app, for everybody to read. Its time is that of all files of an image: the cache
# of classes is for just this file.
operator_app() {
  mkdir -p "$2/app"
  cp "$1" "$2/app/shardwright.jar"
  cp "$OPERATOR_IMAGE_FILES/jvm.options" "$2/app/"
  [ -z "${OPERATOR_JVM_FLAGS+set}" ] || echo "$OPERATOR_JVM_FLAGS" >"$2/app/jvm.options"
  touch -d @0 "$2"/app/*
  chown -R 0:0 "$2"
  chmod -R u=rwX,go=rX "$2"
}

# operator_train JDK BASE WORK: starts WORK/root on the image's own runtime; the classes that it loads stay in a cache.
operator_train() {
  local root=$3/trained
  mkdir "$root"
  tar --extract --file "$2" --directory "$root"
  cp -a "$3/root/app" "$root/"
  say "training the start of the operator"
  # Devices and /proc are there for this command alone.
  # shellcheck disable=SC2016
  "$1/bin/java" "$OPERATOR_IMAGE_FILES/Training.java" unshare --mount \
    sh -c 'cd "$1" && mount --rbind /dev dev && mount -t proc proc proc && shift && exec chroot . "$@"' sh "$root" \
    java @/app/jvm.options -XX:AOTCacheOutput=/app/shardwright.aot -jar /app/shardwright.jar >"$3/log" 2>&1 ||
    { cat "$3/log" >&2; die "the operator did not start"; }
  mv "$root/app/shardwright.aot" "$3/root/app/"
  rm -rf --one-file-system "$root"
}

OPERATOR_CONFIG='{"User": "65532:65532", "WorkingDir": "/app", "Env": ["PATH=/usr/bin", "JAVA_HOME=/usr/lib/java"],
  "ExposedPorts": {"8080/tcp": {}},
  "Entrypoint": ["java", "@/app/jvm.options", "-XX:AOTCache=/app/shardwright.aot", "-jar", "/app/shardwright.jar"]}'
