# The image of the operator: docker build -t ghcr.io/shardwright/shardwright:0.1.0 .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B package -Dmaven.test.skip=true -Dquarkus.package.jar.type=uber-jar \
    && mv target/shardwright-*-runner.jar /shardwright.jar

FROM eclipse-temurin:25-jre
COPY --from=build /shardwright.jar /app/shardwright.jar
USER 65532:65532
EXPOSE 8080
# docs/performance.md says what each flag is for.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=65", "-Xms16m", "-XX:MaxNewSize=32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=25", \
  "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-jar", "/app/shardwright.jar"]
