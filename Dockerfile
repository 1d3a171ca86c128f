# The image of the operator: docker build -t ghcr.io/shardwright/shardwright:0.1.0 .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B package -Dmaven.test.skip=true -Dquarkus.package.jar.type=uber-jar \
    && mv target/shardwright-*-runner.jar /shardwright.jar \
    && javac -d /training src/main/docker/Training.java

FROM eclipse-temurin:25-jre
COPY --from=build /shardwright.jar /src/src/main/docker/jvm.options /app/
# A start, which leaves the classes that it loads in a cache for the starts to come.
RUN --mount=type=bind,from=build,source=/training,target=/training \
    java -cp /training Training java @/app/jvm.options -XX:AOTCacheOutput=/app/shardwright.aot -jar /app/shardwright.jar
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/shardwright.aot", "-jar", "/app/shardwright.jar"]
