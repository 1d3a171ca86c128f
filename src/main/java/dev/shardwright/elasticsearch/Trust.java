package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Optional;

/** Which servers are believed to be who they say. */
public sealed interface Trust {

    /** Those that the public authorities vouch for, as this Java knows them. */
    record Public() implements Trust {}

    /**
     * Those that given authorities vouch for.
     *
     * @param caPems        certificates of the authorities
     * @param pinnedLeafPem a server certificate to accept whatever its names, see {@link dev.shardwright.security.TlsTrust}
     */
    record Given(List<String> caPems, Optional<String> pinnedLeafPem) implements Trust {
        public Given {
            caPems = List.copyOf(caPems);
        }
    }
}
