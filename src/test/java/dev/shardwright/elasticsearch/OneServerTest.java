package dev.shardwright.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with one server and a door to it. */
abstract class OneServerTest {
    TestServer server;
    HttpElasticsearch api;

    @BeforeEach
    void open() throws Exception {
        server = TestServer.plain();
        api = new HttpElasticsearch(
                new Target(List.of(server.endpoint("es")), false, "op", "pw", List.of(), Optional.empty()),
                Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }
}
