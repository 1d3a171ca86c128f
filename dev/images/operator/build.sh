# The operator on a runtime of just the Java modules it needs.
# shellcheck shell=bash

OPERATOR_MODULES=java.base,java.compiler,java.instrument,java.logging,java.management,java.management.rmi,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,java.xml.crypto,jdk.attach,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.unsupported,jdk.zipfs

# As in the Dockerfile; docs/performance.md says what each is for.
OPERATOR_JVM_FLAGS=${OPERATOR_JVM_FLAGS--XX:MaxRAMPercentage=65 -Xms16m -XX:MaxNewSize=32m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders}

# build_operator JAR-OR-FOLDER REFERENCE
build_operator() {
  local from=$1 reference=$2 home base app out
  [ -e "$from" ] || die "no such file or folder: $from"
  home=$(jdk 25) || die "a JDK 25 is needed: set JAVA_HOME"
  out=$IMAGES/operator/$(tr -c 'A-Za-z0-9.\n' - <<<"$reference").tar
  base=$(layer "operator-base-$(hash_of "$home/release" "$HERE/lib.sh" "$HERE/operator/build.sh")" operator_base "$home")
  app=$(mktemp -d)
  operator_app "$from" "$app/root"
  pack "$app/root" "$app/tar"
  write_image "$out" "$reference" "$(operator_config "$app/root")" "$base" "$app/tar"
  rm -rf "$app"
  say "built $out"
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

# operator_app FROM ROOT: the application at /app, for everybody to read.
operator_app() {
  mkdir -p "$2/app"
  if [ -d "$1" ]; then cp -r "$1/." "$2/app/"; else cp "$1" "$2/app/shardwright.jar"; fi
  chown -R 0:0 "$2"
  chmod -R u=rwX,go=rX "$2"
}

operator_config() {
  python3 - "$1" "$OPERATOR_JVM_FLAGS" <<'X'
import json, os, sys
root, flags = sys.argv[1:]
jar = next(j for j in ("quarkus-run.jar", "shardwright.jar") if os.path.exists(f"{root}/app/{j}"))
print(json.dumps({
    "User": "65532:65532",
    "WorkingDir": "/app",
    "Env": ["PATH=/usr/bin", "JAVA_HOME=/usr/lib/java"],
    "ExposedPorts": {"8080/tcp": {}},
    "Entrypoint": ["java", *flags.split(), "-jar", f"/app/{jar}"],
}))
X
}
