package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Verdict.Granted;
import dev.shardwright.elasticsearch.Verdict.Refused;
import java.util.List;
import java.util.Optional;

/**
 * One request, and how its answer is read.
 *
 * @param method   HTTP method
 * @param path     path and query, encoded
 * @param body     JSON to send
 * @param reader   reads the body of status 200
 * @param refusals knows the refusals that are answers all the same
 * @param slow     whether it is given more time than most
 */
record Request<T>(
        String method,
        String path,
        Optional<String> body,
        Reader<T> reader,
        ExpectedRefusal<T> refusals,
        boolean slow) {

    /** Reads the body of an answer. */
    interface Reader<T> {
        T read(String body) throws MalformedAnswerException;
    }

    /** Reads the body of an answer that is one object. */
    interface ObjectReader<T> {
        T read(JsonObject body) throws MalformedAnswerException;
    }

    /** Reads the body of an answer that is a list of objects. */
    interface ListReader<T> {
        T read(List<JsonObject> body) throws MalformedAnswerException;
    }

    /** What a refusal means; empty when it is a failure like any other. */
    interface ExpectedRefusal<T> {
        Optional<T> read(int status, Refusal refusal);
    }

    static <T> Request<T> get(String path, ObjectReader<T> reader) {
        return of("GET", path, body -> reader.read(JsonObject.parse(body)));
    }

    static <T> Request<T> getList(String path, ListReader<T> reader) {
        return of("GET", path, body -> reader.read(JsonObject.parseList(body)));
    }

    static <T> Request<T> of(String method, String path, Reader<T> reader) {
        return new Request<>(method, path, Optional.empty(), reader, (status, refusal) -> Optional.empty(), false);
    }

    Request<T> sending(String json) {
        return new Request<>(method, path, Optional.of(json), reader, refusals, slow);
    }

    Request<T> accepting(ExpectedRefusal<T> expected) {
        return new Request<>(method, path, body, reader, expected, slow);
    }

    /** The same, where it is an answer that there is no such thing. */
    Request<T> whenMissing(String errorType, T answer) {
        return accepting(
                (status, refusal) -> status == 404 && refusal.isOf(errorType) ? Optional.of(answer) : Optional.empty());
    }

    /** The same with more time. */
    Request<T> patient() {
        return new Request<>(method, path, body, reader, refusals, true);
    }

    /** The same, where what the server complains of is an answer, too. */
    Request<Verdict<T>> refusable() {
        ExpectedRefusal<T> expected = refusals;
        return new Request<>(
                method,
                path,
                body,
                text -> new Granted<>(reader.read(text)),
                (status, refusal) -> expected.read(status, refusal)
                        .<Verdict<T>>map(Granted::new)
                        .or(() -> Complaint.of(status, refusal).<Verdict<T>>map(Refused::new)),
                slow);
    }

    /** What the answer says: the failure that its status means, unless that was expected. */
    Reply<T> read(String address, Exchange.Response response) throws MalformedAnswerException {
        if (response.status() == 200) {
            return Reply.answer(reader.read(response.body()));
        }
        Refusal refusal = Refusal.of(response.body());
        return refusals.read(response.status(), refusal)
                .map(Reply::answer)
                .orElseGet(() -> Failures.ofStatus(address, response.status(), refusal));
    }
}
