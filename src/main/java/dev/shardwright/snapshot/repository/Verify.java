package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;
import java.util.Optional;

/**
 * Can every node use this repository?
 *
 * @param as what the proof is worth nothing without: another registration or other keys ask for another proof
 */
record Verify(String name, String as) implements Errand<Verdict<Verify.Proof>> {

    /**
     * That nodes could.
     *
     * @param nodes      those that could
     * @param registered what was registered once they had: what they have proved it for
     */
    record Proof(List<VerifiedNode> nodes, Optional<RepositoryInfo> registered) {}

    @Override
    public Reply<Verdict<Proof>> run(DataApi api) {
        return Verdicts.then(
                api.verifyRepository(name),
                nodes -> Verdicts.map(Verdicts.granted(api.repository(name)), info -> new Proof(nodes, info)));
    }
}
