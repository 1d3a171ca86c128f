package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Reply.Answer;
import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.elasticsearch.Verdict.Granted;
import dev.shardwright.elasticsearch.Verdict.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks one cluster only under names that stand for one thing: others would make a small deletion a large one. */
final class CarefulClient {
    private final ClusterClient client;

    CarefulClient(ClusterClient client) {
        this.client = client;
    }

    /** From now on asks there. */
    void retarget(Target target) {
        client.retarget(target);
    }

    void close() {
        client.close();
    }

    /** Asks something without a name. */
    <T> Reply<T> ask(Request<T> request) {
        return client.ask(request);
    }

    <T> Reply<T> ask(Supplier<Request<T>> request, String... names) {
        return ask(request, List.of(names));
    }

    /** Asks nothing where there is no name, either: some servers take that for all. */
    <T> Reply<T> ask(Supplier<Request<T>> request, List<String> names) {
        return ifSafe(names, () -> client.ask(request.get()));
    }

    /** Asks part by part. The first part that is refused or fails stands for all. */
    <P, T> Reply<Verdict<List<T>>> askInParts(
            List<List<P>> parts, Function<List<P>, Request<Verdict<List<T>>>> request, List<String> names) {
        return ifSafe(names, () -> {
            List<T> all = new ArrayList<>();
            for (List<P> part : parts) {
                Reply<Verdict<List<T>>> reply = client.ask(request.apply(part));
                switch (reply) {
                    case Failure<Verdict<List<T>>> failure -> {
                        return failure;
                    }
                    case Answer<Verdict<List<T>>>(Refused<List<T>> refused) -> {
                        return Reply.answer(refused);
                    }
                    case Answer<Verdict<List<T>>>(Granted<List<T>>(List<T> some)) -> all.addAll(some);
                }
            }
            return Reply.answer(new Granted<>(List.copyOf(all)));
        });
    }

    private static <T> Reply<T> ifSafe(List<String> names, Supplier<Reply<T>> asked) {
        return !names.isEmpty() && names.stream().allMatch(PathPart::isOneName)
                ? asked.get()
                : Reply.failure(Problem.UNEXPECTED, "Nothing was asked: a name is empty, or may stand for several.");
    }
}
