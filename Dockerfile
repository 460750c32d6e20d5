# syntax=docker/dockerfile:1
# docker build -t led-platform .
# docker run -p 8080:8080 -v led-data:/data led-platform

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY config config
COPY webapp webapp
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 \
  mvn -B -ntp -Dmaven.test.skip=true package dependency:copy@server-for-tests

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /led --shell /usr/sbin/nologin led \
  && install -d -o led -g led /led /data
COPY --from=build /src/target/server/payara-micro.jar /src/target/led-platform.war /led/
COPY config/container-pre-boot-commands.asadmin config/logging.properties /led/

# Everything durable lives here. A host for others has no use for virtual people.
ENV LED_DATA_DIR=/data \
    LED_SANDBOX_ENABLED=false \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow"
VOLUME /data
WORKDIR /led
USER led
EXPOSE 8080

# The image has neither curl nor wget; bash opens the connection itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["java", "-jar", "/led/payara-micro.jar", "--disablephonehome", "--nohazelcast", "--contextroot", "/", \
  "--prebootcommandfile", "/led/container-pre-boot-commands.asadmin", "--logproperties", "/led/logging.properties", \
  "--deploy", "/led/led-platform.war"]
