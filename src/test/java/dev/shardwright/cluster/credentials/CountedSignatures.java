package dev.shardwright.cluster.credentials;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the signatures that this Java makes and verifies while it is open. */
final class CountedSignatures implements AutoCloseable {
    private static final String NAME = "CountedSignatures";

    private final AtomicInteger count = new AtomicInteger();

    CountedSignatures() {
        Provider real = List.of(Security.getProviders()).stream()
                .filter(p -> p.getService("Signature", "SHA256withECDSA") != null)
                .findFirst()
                .orElseThrow();
        Security.insertProviderAt(new Counting(real.getService("Signature", "SHA256withECDSA")), 1);
    }

    int count() {
        return count.get();
    }

    @Override
    public void close() {
        Security.removeProvider(NAME);
    }

    private final class Counting extends Provider {
        private static final long serialVersionUID = 1L;

        Counting(Service real) {
            super(NAME, "1", "counts");
            putService(new Service(this, "Signature", "SHA256withECDSA", real.getClassName(), List.of(), null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    count.incrementAndGet();
                    return real.newInstance(parameter);
                }
            });
        }
    }
}
