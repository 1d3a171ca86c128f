package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/**
 * Can every node use this repository?
 *
 * @param as what the proof is worth nothing without: another registration or other keys ask for another proof
 */
record Verify(String name, String as) implements Errand<Verdict<List<VerifiedNode>>> {
    @Override
    public Reply<Verdict<List<VerifiedNode>>> run(DataApi api) {
        return api.verifyRepository(name);
    }
}
