# Queue Lab in one image: the supervisor (lab serve), its agents (lab agent --role broker|producer|consumer) and any other command
# of the lab. compose.yaml puts them together. Written for the classic builder too, so without mounts and here-documents.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
# What Maven downloads depends on these files only: while they stay the same, the layer after them is taken from the cache. There is
# nothing to build yet, and a module that says so (the templates are missing) is no reason to stop.
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY exchange/pom.xml exchange/
COPY broker-config/pom.xml broker-config/
COPY producer/pom.xml producer/
COPY consumer/pom.xml consumer/
COPY pair/pom.xml pair/
COPY supervisor/pom.xml supervisor/
RUN sh ./mvnw -B -q --fail-never -Ddistribution.only package >/dev/null 2>&1; rm -rf target */target
COPY . .
RUN sh ./mvnw -B -q -Ddistribution.only package

FROM eclipse-temurin:25-jre
# For the ASYNCIO journal. Named otherwise from Debian 13 and Ubuntu 24.04 on, where the library is as well; Artemis asks for the old
# name. Without it the broker falls back to NIO, and says so.
RUN if ! ldconfig -p | grep -q 'libaio\.so\.1 '; then \
      apt-get update -q && \
      { apt-get install -y -q --no-install-recommends libaio1 || apt-get install -y -q --no-install-recommends libaio1t64; } && \
      { ldconfig -p | grep -q 'libaio\.so\.1 ' || \
        ln -s "$(ldconfig -p | sed -n 's/.*libaio\.so\.1t64 .*=> //p')" "/usr/lib/libaio.so.1" && ldconfig; }; \
      rm -rf /var/lib/apt/lists/*; \
    fi; \
    useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin lab && \
    mkdir -p /data/runs /data/token /data/broker /data/work /opt/queue-lab && chown -R lab:lab /data /opt/queue-lab
COPY --from=build --chown=lab:lab /build/target/queue-lab /opt/queue-lab
USER lab
ENV HOME=/data
WORKDIR /data
# One trial, from which every program learns to start faster. Made by the JVM that will use it.
RUN /opt/queue-lab/lab prepare
# The launcher replaces itself by the JVM, which so is the first process and hears SIGTERM.
ENTRYPOINT ["/opt/queue-lab/lab"]
CMD ["--help"]
