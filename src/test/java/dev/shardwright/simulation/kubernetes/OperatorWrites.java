package dev.shardwright.simulation.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Hears of every write of the operator just before it takes effect. */
public interface OperatorWrites {

    /** An object is made or changed. */
    void applies(Optional<? extends HasMetadata> before, HasMetadata wanted);

    /** An object is deleted, and what belongs to it unless that is left behind. */
    void deletes(HasMetadata object, boolean leavesChildren);
}
