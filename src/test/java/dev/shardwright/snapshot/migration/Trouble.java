package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What goes wrong on the way to a cluster and back. */
final class Trouble {
    final Random chance;
    double faults;

    Trouble(Random chance) {
        this.chance = chance;
    }

    boolean strikes() {
        return chance.nextDouble() < faults;
    }

    <T> Reply<T> ask(Supplier<Reply<T>> answer) {
        return strikes() ? fault() : answer.get();
    }

    /** Its answer may be lost before, or after it was carried out. */
    <T> Reply<T> change(Supplier<Reply<T>> answer) {
        if (strikes()) {
            return fault();
        }
        Reply<T> reply = answer.get();
        return strikes() ? fault() : reply;
    }

    private <T> Reply<T> fault() {
        Problem[] all = Problem.values();
        return Reply.failure(all[chance.nextInt(all.length)], "no answer");
    }

    static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }

    static <T> Reply<Verdict<T>> refused(String type) {
        return Reply.answer(new Verdict.Refused<>(new Complaint(404, type, "no", List.of(), List.of())));
    }
}
