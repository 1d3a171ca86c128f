package dev.shardwright.support;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** How the operator writes: by server-side apply, under its own name. */
public final class ServerSideApply {
    /** Takes back those of its fields that somebody else has changed. */
    public static final PatchContext FORCED = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Names.OPERATOR)
            .withForce(true)
            .build();

    private ServerSideApply() {}
}
