package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.elasticsearch.Verdict.Granted;
import dev.shardwright.elasticsearch.Verdict.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with one server and a door to its snapshots. */
abstract class OneDataServerTest {
    TestServer server;
    HttpData api;

    @BeforeEach
    void open() throws Exception {
        server = TestServer.plain();
        api = new HttpData(new Target(List.of(server.endpoint("es")), false, "op", "pw", List.of(), Optional.empty()));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    static <T> T granted(Reply<Verdict<T>> reply) {
        assertThat(reply.asOptional()).as(reply.toString()).get().isInstanceOf(Granted.class);
        return ((Granted<T>) reply.asOptional().orElseThrow()).value();
    }

    static Complaint complaint(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Reply.Answer.class);
        Object verdict = reply.asOptional().orElseThrow();
        assertThat(verdict).isInstanceOf(Refused.class);
        return ((Refused<?>) verdict).complaint();
    }

    static Failure<?> failure(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return (Failure<?>) reply;
    }
}
