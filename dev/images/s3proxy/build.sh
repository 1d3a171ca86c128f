# An S3 server for tests, which checks signatures and keeps objects as files. Its settings, keys among them, come as
# the file /etc/s3proxy/s3proxy.properties; objects belong on a volume.
# shellcheck shell=bash

S3PROXY_VERSION=4.1.0
S3PROXY_IMAGE=shardwright.dev/test/s3proxy:$S3PROXY_VERSION

build_s3proxy() {
  local out=$IMAGES/on-demand/s3proxy-$S3PROXY_VERSION.tar key base java server config
  key=$(hash_of "$HERE/s3proxy/build.sh" "$HERE/lib.sh" "$HERE/nofile.c" "$HERE/archive.py")
  if ! is_current "$out" "$key"; then
    install_packages "$BUILD_PACKAGES $IMAGE_PACKAGES"
    say "building s3proxy $S3PROXY_VERSION"
    java=$(newest_java)
    base=$(newest_base)
    server=$(layer "s3proxy-$S3PROXY_VERSION-$key" s3proxy_server)
    # It holds every signed request in memory while it checks the signature.
    config='{"User": "1000:0", "WorkingDir": "/tmp", "ExposedPorts": {"8080/tcp": {}},
      "Env": ["PATH=/usr/lib/java/bin:/usr/sbin:/usr/bin"],
      "Entrypoint": ["java", "-Xmx384m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/usr/share/s3proxy/s3proxy.jar",
        "--properties", "/etc/s3proxy/s3proxy.properties"]}'
    write_image "$out" "$S3PROXY_IMAGE" "$config" "$base" "$java" "$server"
    mark_current "$out" "$key"
  fi
  echo "$out"
}

s3proxy_server() {
  mkdir -p usr/share/s3proxy etc/s3proxy
  (cd usr/share/s3proxy && fetch "org.gaul:s3proxy:$S3PROXY_VERSION:jar:jar-with-dependencies")
  mv usr/share/s3proxy/*.jar usr/share/s3proxy/s3proxy.jar
  chown -R 0:0 .
  chmod -R u=rwX,go=rX .
}
