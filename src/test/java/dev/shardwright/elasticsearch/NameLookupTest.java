package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NameLookupTest {
    @Test
    void givesAllAddresses() throws Exception {
        InetAddress one = InetAddress.getByName("10.0.0.1");
        InetAddress two = InetAddress.getByName("10.0.0.2");
        assertThat(new NameLookup(host -> new InetAddress[] {one, two}).resolve("es"))
                .containsExactly(one, two);
    }

    @Test
    void aNameThatIsNotKnown() {
        NameLookup lookup = new NameLookup(host -> {
            throw new UnknownHostException(host);
        });
        assertThatThrownBy(() -> lookup.resolve("es")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void whoeverWaitsCanBeInterruptedThoughTheLookupCannot() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore released = new Semaphore(0);
        NameLookup lookup = new NameLookup(host -> {
            begun.countDown();
            released.acquireUninterruptibly(); // as the system's look-up would hang
            throw new UnknownHostException(host);
        });
        FutureTask<Boolean> waits = new FutureTask<>(() -> {
            assertThatThrownBy(() -> lookup.resolve("es")).isInstanceOf(UnknownHostException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread waiting = Thread.ofVirtual().start(waits);
        try {
            begun.await();
            waiting.interrupt();
            assertThat(waits.get(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            released.release();
        }
    }
}
