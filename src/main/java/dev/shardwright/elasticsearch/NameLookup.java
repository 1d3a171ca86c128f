package dev.shardwright.elasticsearch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up on threads of their own: the system's look-up can't be interrupted, and one that hangs would keep other
 * virtual threads from running.
 */
final class NameLookup implements DnsResolver {
    private final Names names;

    /** The look-up itself. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    NameLookup(Names names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> names.of(host));
        Thread.ofPlatform().daemon().name("name-lookup").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the time of the request is up: nobody waits for it any more
            throw new UnknownHostException(host);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
